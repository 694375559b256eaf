Attribute VB_Name = "BureauActions"
Option Explicit
' What the buttons of the bureau's workbook do. The component collects in a process of its own; here it is asked about
' once a second how far it is, so that Excel stays free all the while.

Private Const PICK_FILE As Long = 3
Private Const PICK_FOLDER As Long = 4
Private Const CELLS_OF_A_RUN As Long = 9

' What the component calls the work that is going on; empty while there is none.
Private ticket As String
Private due As Date
Private waiting As Boolean

' Runs a moment after opening: reaches the component, so that the first press of the button need not wait for it.
Public Sub PerfWarmUp()
    Dim clean As Boolean
    On Error Resume Next
    clean = ThisWorkbook.Saved
    Ready False
    ThisWorkbook.Saved = clean
End Sub

' Asks for a folder and collects the returns below it.
Public Sub PerfCollect()
    Dim folder As String
    If Working() Then Exit Sub
    folder = Picked(PICK_FOLDER, "text.pick_folder", Text("bureau.folder"))
    If folder <> "" Then CollectFolder folder
End Sub

' The same for the folder that stands in the cell.
Public Sub PerfCollectAgain()
    If Text("bureau.folder") = "" Then
        PerfCollect
    Else
        CollectFolder Text("bureau.folder")
    End If
End Sub

Public Sub PerfPickTarget()
    PickInto "bureau.target", PICK_FOLDER, "text.pick_target"
End Sub

Public Sub PerfPickRoster()
    PickInto "bureau.roster", PICK_FILE, "text.pick_roster"
End Sub

Public Sub PerfPickLetters()
    PickInto "bureau.letters", PICK_FOLDER, "text.pick_letters"
End Sub

' Collects the returns below a folder as the input cells say.
Public Sub CollectFolder(ByVal folder As String)
    Dim answer As Variant
    On Error GoTo failed
    If Working() Then Exit Sub
    If Not Ready(True) Then
        Warn Text("text.no_server")
        Exit Sub
    End If
    If Not Answered(RunPerf("collect.place", Array(folder, Text("bureau.target"))), answer) Then Exit Sub
    If Not Freed(CStr(Piece(answer, 0, 2))) Then Exit Sub
    Place("bureau.folder").Value = folder
    answer = RunPerf("collect", Array(folder, Text("bureau.target"), Text("bureau.roster"), _
        Text("bureau.letters"), Text("bureau.sender"), Deadline()))
    If Not Answered(answer, answer) Then Exit Sub
    ticket = Piece(answer, 0, 2)
    Tell Piece(answer, 0, 1)
    Later
    Exit Sub
failed:
    Fail Err.Description
End Sub

' Once a second while the component collects: shows how far it is; at the end notes what came and opens the summary.
Public Sub Look()
    Dim answer As Variant
    On Error GoTo failed
    waiting = False
    If ticket = "" Then Exit Sub
    answer = RunPerf("collect.progress", Array(ticket))
    If Not IsArray(answer) Then
        ticket = ""
        Warn Text("text.lost")
        Exit Sub
    End If
    If Piece(answer, 0, 0) = "ok" And Piece(answer, 0, 2) = "" Then
        Tell Piece(answer, 0, 1)
        Later
        Exit Sub
    End If
    ticket = ""
    If Not Good(answer) Then Exit Sub
    Record answer
    Workbooks.Open Piece(answer, 0, 2)
    Tell Piece(answer, 0, 1)
    Exit Sub
failed:
    ticket = ""
    Fail Err.Description
End Sub

' Ends the reading; what has been read becomes a summary.
Public Sub PerfStop()
    Dim answer As Variant
    If ticket = "" Then
        Say "text.idle"
        Exit Sub
    End If
    If Answered(RunPerf("collect.stop", Array(ticket)), answer) Then Tell Piece(answer, 0, 1)
End Sub

' Has this computer examined; the component opens what it found.
Public Sub PerfDoctor()
    Dim answer As Variant
    If Not Ready(True) Then
        Warn Text("text.no_server")
    ElseIf Answered(RunPerf("doctor", Array()), answer) Then
        Tell Piece(answer, 0, 1)
    End If
End Sub

' Shows the sheet that explains all this, and in the status bar whether the component answers.
Public Sub PerfHelp()
    Dim answer As Variant
    On Error Resume Next
    ThisWorkbook.Worksheets(1).Activate
    If Not Ready(True) Then Exit Sub
    If Answered(RunPerf("about", Array()), answer) Then Tell Piece(answer, 0, 1)
End Sub

' Before this workbook closes: Excel would bring it back for what is still due.
Public Sub Unwatch()
    On Error Resume Next
    If waiting Then Application.OnTime due, NameOfLook(), , False
    waiting = False
End Sub

' Whether the component is at work for this workbook; the user is told so, and looking goes on if it had stopped.
Private Function Working() As Boolean
    Working = (ticket <> "")
    If Not Working Then Exit Function
    Say "text.busy"
    If Not waiting Then Later
End Function

Private Sub Later()
    due = Now + TimeSerial(0, 0, 1)
    waiting = True
    Application.OnTime due, NameOfLook()
End Sub

Private Function NameOfLook() As String
    NameOfLook = "'" & Replace(ThisWorkbook.Name, "'", "''") & "'!BureauActions.Look"
End Function

' Hands an answer on and tells whether all went well; a component that has fallen silent is named like any other fault.
Private Function Answered(ByVal given As Variant, ByRef answer As Variant) As Boolean
    answer = given
    If IsArray(given) Then
        Answered = Good(given)
    Else
        Warn Text("text.no_server")
    End If
End Function

' Whether no workbook of the summary's name is open here: Excel holds the file of an open one, and opens no second one
' of the same name. It is closed, and saved before where the user agrees, so that nothing typed into it is lost.
Private Function Freed(ByVal path As String) As Boolean
    Dim book As Object, name As String
    Freed = True
    name = LCase$(Mid$(path, InStrRev(path, Application.PathSeparator) + 1))
    For Each book In Application.Workbooks
        If LCase$(book.Name) = name Then
            If Not book.Saved Then Freed = Agreed(Text("text.ask_close"))
            If Freed Then
                book.Close True
            Else
                Say "text.left_open"
            End If
            Exit Function
        End If
    Next
End Function

' Puts what came on top of the list; the oldest line falls out.
Private Sub Record(ByVal answer As Variant)
    Dim runs As Object, table As Variant, row As Long, column As Long, guarded As Boolean
    Set runs = Place("bureau.runs")
    If Not Unlock(runs.Worksheet, guarded) Then Exit Sub
    table = runs.Formula
    For column = 1 To CELLS_OF_A_RUN
        For row = UBound(table, 1) To LBound(table, 1) + 1 Step -1
            table(row, LBound(table, 2) + column - 1) = table(row - 1, LBound(table, 2) + column - 1)
        Next
        table(LBound(table, 1), LBound(table, 2) + column - 1) = Piece(answer, column, 0)
    Next
    runs.Formula = table
    runs.Rows.AutoFit
    LockAgain runs.Worksheet, guarded
End Sub

' The deadline as text: a date in one way of writing, whatever this computer's is.
Private Function Deadline() As String
    Dim typed As Variant
    typed = Place("bureau.deadline").Value
    If VarType(typed) = vbDate Then
        Deadline = Year(typed) & "-" & Month(typed) & "-" & Day(typed)
    Else
        Deadline = Text("bureau.deadline")
    End If
End Function

Private Sub PickInto(ByVal cell As String, ByVal kind As Long, ByVal title As String)
    Dim path As String
    path = Picked(kind, title, Text(cell))
    If path <> "" Then Place(cell).Value = path
End Sub

' The path that the user chooses, beginning where he was last; empty when he does not.
Private Function Picked(ByVal kind As Long, ByVal title As String, ByVal first As String) As String
    Dim window As Object
    Set window = Dialog(kind)
    window.Title = Text(title)
    window.AllowMultiSelect = False
    If first <> "" Then window.InitialFileName = first
    If window.Show = -1 Then Picked = window.SelectedItems(1)
End Function

Private Function Dialog(ByVal kind As Long) As Object
    Set Dialog = Application.FileDialog(kind)
End Function
