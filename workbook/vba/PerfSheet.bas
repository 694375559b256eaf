Attribute VB_Name = "PerfSheet"
Option Explicit
' The sheets of this workbook, by their defined names: cells, texts, what the user is told, protection.
' In the live form and in the bureau's workbook alike.

Private told As String

' The range of a defined name.
Public Function Place(ByVal name As String) As Object
    Set Place = ThisWorkbook.Names(name).RefersToRange
End Function

' A text of the sheet of lists ("text.failed"), or the value of any named cell as text.
Public Function Text(ByVal name As String) As String
    On Error Resume Next
    Text = CStr(Place(name).Value)
End Function

' A sentence in the status bar; an empty one gives the bar back to Excel.
Public Sub Tell(ByVal words As String)
    On Error Resume Next
    If words = "" Then
        Application.StatusBar = False
    Else
        told = words
        Application.StatusBar = words
    End If
End Sub

' A text of the sheet of lists in the status bar.
Public Sub Say(ByVal name As String)
    Tell Text(name)
End Sub

' A sentence that must not be overlooked: what was asked for did not happen.
Public Sub Warn(ByVal words As String)
    told = words
    Application.ScreenUpdating = True
    MsgBox words, vbExclamation, Text("text.title")
End Sub

' The sentence for what nobody foresaw. The reason is handed over because reading a text clears Err.
Public Sub Fail(ByVal why As String)
    Warn Text("text.failed") & why
End Sub

Public Function Agreed(ByVal words As String) As Boolean
    told = words
    Agreed = (MsgBox(words, vbYesNo + vbQuestion, Text("text.title")) = vbYes)
End Function

' What the user was told last.
Public Function LastWords() As String
    LastWords = told
End Function

' Lifts the protection of a sheet; LockAgain puts it back when there was one. False when a password stands in the way.
Public Function Unlock(ByVal sheet As Object, ByRef guarded As Boolean) As Boolean
    On Error Resume Next
    guarded = sheet.ProtectContents
    If guarded Then sheet.Unprotect ""
    Unlock = Not sheet.ProtectContents
    On Error GoTo 0
    If Not Unlock Then Warn Text("text.password")
End Function

' The same protection as in the blank workbook: no password, columns and rows may be resized.
Public Sub LockAgain(ByVal sheet As Object, ByVal guarded As Boolean)
    If Not guarded Then Exit Sub
    On Error Resume Next
    sheet.Protect Password:="", DrawingObjects:=True, Contents:=True, Scenarios:=True, _
        AllowFormattingColumns:=True, AllowFormattingRows:=True
    ' LibreOffice does not know the last two.
    If Err.Number <> 0 Then sheet.Protect ""
End Sub

' The rows of a table between its heading and its thin closing row.
Public Function FirstRow(ByVal name As String) As Long
    FirstRow = Place(name).Row + 1
End Function

Public Function LastRow(ByVal name As String) As Long
    LastRow = Place(name).Row + Place(name).Rows.Count - 2
End Function
