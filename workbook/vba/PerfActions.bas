Attribute VB_Name = "PerfActions"
Option Explicit
' What the buttons do. Files are made by the component from a copy of this workbook: the sheet is never walked over.

' The columns of the list of findings; for each of them, where it stands in the answer.
Private Const WIDTH As Long = 6
Private Const ORDER As String = "123645"

' Runs a moment after opening: reaches the component, tells Excel's function wizard about the cell functions.
Public Sub PerfWarmUp()
    Dim clean As Boolean
    On Error Resume Next
    clean = ThisWorkbook.Saved
    DescribeFunctions
    Ready False
    ThisWorkbook.Saved = clean
End Sub

Public Sub PerfReport()
    MakeFile "report"
End Sub

Public Sub PerfSubmit()
    MakeFile "submit"
End Sub

' Asks for an old form and has it turned into a standard workbook, which opens; this workbook stays as it is.
Public Sub PerfImport()
    Dim old As Variant
    old = Application.GetOpenFilename("Excel / Word (*.xlsx;*.xlsm;*.xls;*.docx), *.xlsx;*.xlsm;*.xls;*.docx")
    If VarType(old) = vbString Then ImportForm old
End Sub

' The same for a form that has been chosen.
Public Sub ImportForm(ByVal old As String)
    Dim answer As Variant
    On Error GoTo failed
    If Not Ready(True) Then
        Warn Text("text.no_server")
        Exit Sub
    End If
    Say "text.working"
    answer = RunPerf("import", Array(old, Text("scheme")))
    If Not IsArray(answer) Then Warn Text("text.no_server")
    If Good(answer) Then Tell Piece(answer, 0, 1)
    Exit Sub
failed:
    Fail Err.Description
End Sub

' Lists all findings on the sheet of findings, gravest first, each with a link to its cell.
Public Sub PerfCheck()
    Dim answer As Variant
    On Error GoTo failed
    answer = Ask("check")
    If Not Good(answer) Then Exit Sub
    ShowFindings answer
    Tell Piece(answer, 0, 1)
    Exit Sub
failed:
    Fail Err.Description
End Sub

' Restores lost formulas and calculates everything; also the way to give a silent component another chance.
Public Sub PerfRescore()
    Dim typed As Long, replaced As Boolean
    typed = TypedOver()
    If typed > 0 Then replaced = Agreed(Replace(Text("text.ask_typed"), "{n}", CStr(typed)))
    Rescore replaced
End Sub

' The same without a question: typed tells whether what was typed by hand gives way to its formula.
Public Sub Rescore(ByVal typed As Boolean)
    Dim sheet As Object, guarded As Boolean, restored As Long
    On Error GoTo failed
    Set sheet = Place("indicators.name").Worksheet
    If Not Unlock(sheet, guarded) Then Exit Sub
    Application.ScreenUpdating = False
    PerfHistory.Forget
    restored = RestoreFormulas(typed)
    LockAgain sheet, guarded
    Application.ScreenUpdating = True
    If Not Ready(True) Then
        Warn Text("text.no_server")
        Exit Sub
    End If
    CalculateAll
    If restored = 0 Then
        Say "text.rescored"
    Else
        Tell Replace(Text("text.restored"), "{n}", CStr(restored))
    End If
    On Error Resume Next
    If restored > 0 Then Application.OnUndo Text("text.undo"), "PerfHistory.PerfUndo"
    Exit Sub
failed:
    Fail Err.Description
    On Error Resume Next
    LockAgain sheet, guarded
End Sub

' Has this computer examined; the component opens what it found.
Public Sub PerfDoctor()
    Dim answer As Variant
    On Error GoTo failed
    If Not Ready(True) Then
        Warn Text("text.no_server")
        Exit Sub
    End If
    answer = RunPerf("doctor", Array())
    If Good(answer) Then Tell Piece(answer, 0, 1)
    Exit Sub
failed:
    Fail Err.Description
End Sub

' Shows the guide, and in the status bar whether the component answers.
Public Sub PerfHelp()
    Dim answer As Variant
    On Error Resume Next
    ThisWorkbook.Worksheets(1).Activate
    If Not Ready(True) Then Exit Sub
    answer = RunPerf("about", Array())
    If IsArray(answer) Then Tell Piece(answer, 0, 1)
End Sub

Private Sub MakeFile(ByVal macro As String)
    Dim answer As Variant
    On Error GoTo failed
    answer = Ask(macro)
    If Good(answer) Then Tell Piece(answer, 0, 1)
    Exit Sub
failed:
    Fail Err.Description
End Sub

' Saves a copy of this workbook where the component wants it and lets it work on that; Empty when there is none.
Private Function Ask(ByVal macro As String) As Variant
    Dim room As Variant, copy As String
    Ask = Empty
    If Not Ready(True) Then
        Warn Text("text.no_server")
        Exit Function
    End If
    Say "text.working"
    room = RunPerf("workspace", Array())
    If Not Good(room) Then Exit Function
    copy = Piece(room, 0, 2)
    On Error GoTo unsaved
    ThisWorkbook.SaveCopyAs copy
    On Error GoTo 0
    Ask = RunPerf(macro, Array(copy, ThisWorkbook.Path, ThisWorkbook.Name))
    If Not IsArray(Ask) Then Warn Text("text.no_server")
    Exit Function
unsaved:
    Warn Text("text.no_copy")
End Function

Private Sub ShowFindings(ByVal answer As Variant)
    Dim head As Object, sheet As Object, guarded As Boolean, found As Long, room As Long, row As Long, column As Long
    Dim table() As Variant
    Set head = Place("findings.severity")
    Set sheet = head.Worksheet
    If Not Unlock(sheet, guarded) Then Exit Sub
    Application.ScreenUpdating = False
    found = UBound(answer, 1) - LBound(answer, 1)
    room = head.Rows.Count - 2
    If found > room Then
        sheet.Range(sheet.Rows(head.Row + 1 + room), sheet.Rows(head.Row + found)).Insert
        room = found
    End If
    ReDim table(1 To room, 1 To WIDTH)
    For row = 1 To room
        For column = 1 To WIDTH
            If row <= found Then
                table(row, column) = Piece(answer, row, CLng(Mid(ORDER, column, 1)) - 1)
            Else
                table(row, column) = ""
            End If
        Next
    Next
    ' All at once: the rows that are left over become empty with it.
    sheet.Range(sheet.Cells(head.Row + 1, head.Column), sheet.Cells(head.Row + room, head.Column + WIDTH - 1)) _
        .Formula = table
    For row = 1 To found
        ' As high as in a workbook that was written with its findings.
        sheet.Rows(head.Row + row).RowHeight = Val(Piece(answer, row, WIDTH))
    Next
    Place("findings.summary").Value = Piece(answer, 0, 1)
    LockAgain sheet, guarded
    Application.ScreenUpdating = True
    Application.Goto sheet.Cells(head.Row + 1, head.Column)
End Sub

Private Sub CalculateAll()
    On Error Resume Next
    Application.CalculateFull
    If Err.Number <> 0 Then Application.Calculate
End Sub

' Category, description and arguments of each cell function, from the sheet of lists.
Private Sub DescribeFunctions()
    Dim entries As Variant, i As Long, last As Long, j As Long, arguments() As String
    On Error Resume Next
    entries = Place("list.functions").Value
    For i = LBound(entries, 1) To UBound(entries, 1)
        last = 3
        Do While last < UBound(entries, 2)
            If entries(i, last + 1) = "" Then Exit Do
            last = last + 1
        Loop
        ReDim arguments(1 To last - 3)
        For j = 4 To last
            arguments(j - 3) = entries(i, j)
        Next
        Application.MacroOptions Macro:=entries(i, 1), Category:=entries(i, 2), Description:=entries(i, 3), _
            ArgumentDescriptions:=arguments
    Next
End Sub
