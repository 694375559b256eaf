Attribute VB_Name = "PerfTable"
Option Explicit
' Rows of the table of indicators: inserted and deleted with merged labels, formulas, names and protection kept whole.

Private Const TABLE As String = "indicators.name"
Private Const NAME_COLUMN As Long = 3
Private Const ROW_HEIGHT As Double = 28

' Inserts a row below the row of the cursor, or at the end of the table when the cursor is elsewhere.
Public Sub PerfInsertRow()
    Dim sheet As Object, guarded As Boolean, row As Long, column As Long
    On Error GoTo failed
    Set sheet = Place(TABLE).Worksheet
    row = CursorRow(sheet)
    If row = 0 Then row = LastRow(TABLE)
    If Not Unlock(sheet, guarded) Then Exit Sub
    Application.ScreenUpdating = False
    PerfHistory.Forget
    sheet.Rows(row + 1).Insert
    PerfHistory.RememberInserted sheet.Cells(row + 1, NAME_COLUMN)
    sheet.Rows(row + 1).RowHeight = ROW_HEIGHT
    For column = 1 To 2
        Extend sheet, row, column
    Next
    FillRow TABLE, row + 1
    LockAgain sheet, guarded
    Application.Goto sheet.Cells(row + 1, NAME_COLUMN)
    Finish "text.inserted"
    Exit Sub
failed:
    Fail Err.Description
    On Error Resume Next
    LockAgain sheet, guarded
End Sub

' Deletes the row of the cursor.
Public Sub PerfDeleteRow()
    Dim sheet As Object, guarded As Boolean, row As Long, column As Long, kept(1 To 2) As Variant
    On Error GoTo failed
    Set sheet = Place(TABLE).Worksheet
    row = CursorRow(sheet)
    If row = 0 Then
        Warn Text("text.not_in_table")
        Exit Sub
    End If
    If FirstRow(TABLE) = LastRow(TABLE) Then
        Warn Text("text.last_row")
        Exit Sub
    End If
    If Not Unlock(sheet, guarded) Then Exit Sub
    Application.ScreenUpdating = False
    PerfHistory.Forget
    PerfHistory.RememberDeleted sheet, row
    For column = 1 To 2
        With sheet.Cells(row, column).MergeArea
            ' A merged label stands in its first row and would be deleted with it.
            If .Row = row And .Rows.Count > 1 Then kept(column) = .Cells(1, 1).Value
        End With
    Next
    sheet.Rows(row).Delete
    For column = 1 To 2
        If Not IsEmpty(kept(column)) Then sheet.Cells(row, column).Value = kept(column)
    Next
    LockAgain sheet, guarded
    Finish "text.deleted"
    Exit Sub
failed:
    Fail Err.Description
    On Error Resume Next
    LockAgain sheet, guarded
End Sub

' The row of the cursor when it is in the table, else 0.
Private Function CursorRow(ByVal sheet As Object) As Long
    If ActiveSheet.Name <> sheet.Name Then Exit Function
    If ActiveCell.Row < FirstRow(TABLE) Or ActiveCell.Row > LastRow(TABLE) Then Exit Function
    CursorRow = ActiveCell.Row
End Function

' A label whose last row was the row above reaches over the inserted row too.
Private Sub Extend(ByVal sheet As Object, ByVal row As Long, ByVal column As Long)
    Dim merged As Object, first As Long
    Set merged = sheet.Cells(row, column).MergeArea
    If merged.Row + merged.Rows.Count - 1 > row Then Exit Sub
    If IsEmpty(merged.Cells(1, 1).Value) Then Exit Sub
    first = merged.Row
    Application.DisplayAlerts = False
    If merged.Rows.Count > 1 Then merged.UnMerge
    sheet.Range(sheet.Cells(first, column), sheet.Cells(row + 1, column)).Merge
    Application.DisplayAlerts = True
End Sub

Private Sub Finish(ByVal message As String)
    On Error Resume Next
    Application.ScreenUpdating = True
    Application.OnUndo Text("text.undo"), "PerfHistory.PerfUndo"
    Say message
End Sub
