Attribute VB_Name = "PerfBridge"
Option Explicit
' The one way to the scoring component (PerfEval.Server, our Python). It is tried once; when it does not answer,
' cells show #N/A, one line stands in the status bar, and nothing is tried again until the user presses a button.
' Only ASCII here: every Chinese text comes from the sheet of lists or from Python.

Private Const UNTRIED As Long = 0
Private Const ANSWERS As Long = 1
Private Const SILENT As Long = 2

Private server As Object
Private state As Long
Private held As Boolean

Private Function Connect() As Object
    Set Connect = CreateObject("PerfEval.Server")
End Function

Private Sub Start()
    On Error GoTo failed
    Set server = Connect()
    server.Hello WindowOfExcel()
    state = ANSWERS
    Exit Sub
failed:
    Set server = Nothing
    state = SILENT
End Sub

Private Function WindowOfExcel() As Double
    ' The server looks up the process behind this window, to end when Excel has ended.
    On Error Resume Next
    WindowOfExcel = Application.Hwnd
End Function

' Whether the component answers; with again, a component that did not is given another chance.
' Not for cells: it changes the status bar and lets the sheets calculate again.
Public Function Ready(ByVal again As Boolean) As Boolean
    If again And state = SILENT Then state = UNTRIED
    If state = UNTRIED Then
        Say "text.starting"
        Start
    End If
    Ready = (state = ANSWERS)
    If Not Ready Then
        Say "text.no_server"
        Exit Function
    End If
    Tell ""
    If held Then Hold False
End Function

' After each calculation: when the component has fallen silent, says so once and keeps the other results from decaying.
' It changes no cell, so that Ctrl+Z keeps working.
Public Sub Watch()
    If state <> SILENT Or held Then Exit Sub
    Hold True
    Say "text.no_server"
End Sub

Private Sub Hold(ByVal still As Boolean)
    Dim sheet As Object
    held = still
    On Error Resume Next
    For Each sheet In ThisWorkbook.Worksheets
        If sheet.EnableCalculation = still Then sheet.EnableCalculation = Not still
    Next
End Sub

' What a cell function gives: the answer of the component, or #N/A.
Public Function CallPerf(ByVal name As String, ByVal args As Variant) As Variant
    Dim answer As Variant
    If state = UNTRIED Then Start
    If state = SILENT Then
        CallPerf = CVErr(2042)
        Exit Function
    End If
    On Error GoTo failed
    answer = server.CallFunction(name, args)
    If VarType(answer) = vbString Then
        If answer = "#N/A" Then answer = CVErr(2042)
    End If
    CallPerf = answer
    Exit Function
failed:
    state = SILENT
    CallPerf = CVErr(2042)
End Function

' What a macro of the component gives: rows of columns, the first of them (status, message, more).
' Empty when the component falls silent while it works.
Public Function RunPerf(ByVal name As String, ByVal args As Variant) As Variant
    On Error GoTo failed
    RunPerf = server.RunMacro(name, args)
    Exit Function
failed:
    state = SILENT
    RunPerf = Empty
End Function

' Whether an answer says that all went well; if not, its sentence is shown.
Public Function Good(ByVal answer As Variant) As Boolean
    Tell ""
    If Not IsArray(answer) Then Exit Function
    Good = (Piece(answer, 0, 0) = "ok")
    If Not Good Then Warn CStr(Piece(answer, 0, 1))
End Function

' A cell of an answer, counted from 0 whatever the bounds of the array are.
Public Function Piece(ByVal answer As Variant, ByVal row As Long, ByVal column As Long) As Variant
    Piece = answer(LBound(answer, 1) + row, LBound(answer, 2) + column)
End Function

' The value of an argument: a range gives what is in it, a missing one nothing.
Public Function Plain(Optional v As Variant) As Variant
    If IsMissing(v) Then
        Plain = Empty
    ElseIf IsObject(v) Then
        Plain = Content(v)
    Else
        Plain = v
    End If
End Function

' A function of its own: LibreOffice drops values that are no ranges where the same function reads v.Value.
' A number shown as a percentage gives "x%", so that 1 in a cell that shows 100% is never read as 1.
Private Function Content(ByVal cells As Object) As Variant
    Dim x As Variant
    x = cells.Value
    If VarType(x) = vbDouble Then
        If InStr(cells.NumberFormat, "%") > 0 Then x = CStr(x * 100) & "%"
    End If
    Content = x
End Function
