Attribute VB_Name = "PerfHistory"
Option Explicit
' The last change that a button made to the form, and how to take it back exactly: the row that was inserted or deleted
' with everything in it, or the cells whose formulas were restored. Excel moves the ranges kept here with their cells.

Private Const NOTHING_DONE As Long = 0
Private Const ROW_INSERTED As Long = 1
Private Const ROW_DELETED As Long = 2
Private Const FORMULAS_RESTORED As Long = 3

Private Const LAST_COLUMN As Long = 15

Private kind As Long
Private mark As Object
Private tall As Double
Private above(1 To 2) As Long
Private below(1 To 2) As Long
Private label(1 To 2) As Variant
Private saved(1 To LAST_COLUMN) As Variant
Private changed As Collection

' Begins a new record; what was recorded before can no longer be undone.
Public Sub Forget()
    kind = NOTHING_DONE
    Set mark = Nothing
    Set changed = New Collection
End Sub

' Before a formula is put into a cell: what stood there.
Public Sub Remember(ByVal cell As Object)
    kind = FORMULAS_RESTORED
    changed.Add Array(cell, Content(cell), cell.NumberFormat, cell.Interior.ColorIndex, cell.Interior.Color)
End Sub

' After a row was inserted: any cell of it.
Public Sub RememberInserted(ByVal cell As Object)
    kind = ROW_INSERTED
    Set mark = cell
End Sub

' Before a row is deleted: all that stands in it. The merged labels of its first columns are kept as the number of rows
' that they reach above and below it.
Public Sub RememberDeleted(ByVal sheet As Object, ByVal row As Long)
    Dim column As Long, merged As Object
    kind = ROW_DELETED
    Set mark = sheet.Cells(row + 1, 3)
    tall = sheet.Rows(row).RowHeight
    For column = 1 To 2
        Set merged = sheet.Cells(row, column).MergeArea
        above(column) = row - merged.Row
        below(column) = merged.Row + merged.Rows.Count - 1 - row
        label(column) = Content(merged.Cells(1, 1))
    Next
    For column = 1 To LAST_COLUMN
        saved(column) = Look(sheet.Cells(row, column))
    Next
End Sub

' The button: takes the last change back.
Public Sub PerfUndo()
    Dim sheet As Object, guarded As Boolean
    On Error GoTo failed
    If kind = NOTHING_DONE Then
        Warn Text("text.no_undo")
        Exit Sub
    End If
    Set sheet = Place("indicators.name").Worksheet
    If kind <> FORMULAS_RESTORED Then
        If Not Found() Then Exit Sub
    End If
    If Not Unlock(sheet, guarded) Then Exit Sub
    Application.ScreenUpdating = False
    Select Case kind
        Case ROW_INSERTED: sheet.Rows(mark.Row).Delete
        Case ROW_DELETED: BringBack sheet
        Case FORMULAS_RESTORED: PutBack
    End Select
    Forget
    LockAgain sheet, guarded
    Application.ScreenUpdating = True
    Say "text.undone"
    Exit Sub
failed:
    Fail Err.Description
    On Error Resume Next
    LockAgain sheet, guarded
    Forget
End Sub

' Whether the row still is in the table, and the user agrees to lose what was typed in an inserted one.
Private Function Found() As Boolean
    Dim row As Long, last As Long
    On Error Resume Next
    row = mark.Row
    On Error GoTo 0
    last = LastRow("indicators.name")
    If kind = ROW_DELETED Then last = last + 1
    If row < FirstRow("indicators.name") Or row > last Then
        Warn Text("text.lost_undo")
        Forget
    ElseIf kind = ROW_INSERTED And Application.WorksheetFunction.CountA(mark.Worksheet.Range("C" & row & ":G" & row)) > 0 Then
        Found = Agreed(Text("text.ask_filled"))
    Else
        Found = True
    End If
End Function

Private Sub BringBack(ByVal sheet As Object)
    Dim row As Long, column As Long, merged As Object
    row = mark.Row
    If row > FirstRow("indicators.name") Then
        sheet.Rows(row).Insert
    Else
        ' The heading above must not lend its looks.
        sheet.Rows(row).Insert Shift:=xlDown, CopyOrigin:=xlFormatFromRightOrBelow
    End If
    sheet.Rows(row).RowHeight = tall
    Application.DisplayAlerts = False
    For column = 1 To 2
        Loosen sheet, row - above(column), row + below(column), column
    Next
    For column = 1 To LAST_COLUMN
        Dress sheet.Cells(row, column), saved(column)
    Next
    For column = 1 To 2
        Set merged = sheet.Range(sheet.Cells(row - above(column), column), sheet.Cells(row + below(column), column))
        If merged.Rows.Count > 1 Then
            merged.ClearContents
            merged.Merge
            merged.Cells(1, 1).Value = label(column)
        End If
    Next
    Application.DisplayAlerts = True
End Sub

Private Sub Loosen(ByVal sheet As Object, ByVal first As Long, ByVal last As Long, ByVal column As Long)
    Dim row As Long
    For row = first To last
        If sheet.Cells(row, column).MergeCells Then sheet.Cells(row, column).MergeArea.UnMerge
    Next
End Sub

Private Sub PutBack()
    Dim item As Variant
    For Each item In changed
        item(0).NumberFormat = item(2)
        item(0).FormulaR1C1 = item(1)
        If item(3) = xlNone Then
            item(0).Interior.ColorIndex = xlNone
        Else
            item(0).Interior.Color = item(4)
        End If
    Next
End Sub

' What stands in a cell, so that putting it back as FormulaR1C1 gives the same again.
Private Function Content(ByVal cell As Object) As Variant
    If cell.HasFormula Then
        Content = cell.FormulaR1C1
    Else
        Content = cell.Value
    End If
End Function

Private Function Look(ByVal cell As Object) As Variant
    Look = Array(Content(cell), cell.NumberFormat, cell.Interior.ColorIndex, cell.Interior.Color, cell.Locked, _
        cell.Font.Size, cell.Font.Bold, cell.HorizontalAlignment, cell.WrapText)
End Function

Private Sub Dress(ByVal cell As Object, ByVal was As Variant)
    cell.NumberFormat = was(1)
    If was(2) = xlNone Then
        cell.Interior.ColorIndex = xlNone
    Else
        cell.Interior.Color = was(3)
    End If
    cell.Locked = was(4)
    cell.Font.Size = was(5)
    cell.Font.Bold = was(6)
    cell.HorizontalAlignment = was(7)
    cell.WrapText = was(8)
    If IsEmpty(was(0)) Then
        cell.ClearContents
    ElseIf Left(CStr(was(0)), 1) = "=" Then
        cell.FormulaR1C1 = was(0)
    Else
        cell.Value = was(0)
    End If
End Sub
