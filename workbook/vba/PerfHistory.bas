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
' Arrays, because LibreOffice forgets a Collection when the macro ends.
Private count As Long
Private changed() As Variant
Private looks() As Variant

' Begins a new record; what was recorded before can no longer be undone.
Public Sub Forget()
    kind = NOTHING_DONE
    Set mark = Nothing
    count = 0
End Sub

' Before a formula goes into a cell: what stood there.
Public Sub Remember(ByVal cell As Object)
    kind = FORMULAS_RESTORED
    count = count + 1
    If count = 1 Then
        ReDim changed(1 To 50)
        ReDim looks(1 To 50)
    ElseIf count > UBound(looks) Then
        ReDim Preserve changed(1 To 2 * count)
        ReDim Preserve looks(1 To 2 * count)
    End If
    Set changed(count) = cell
    looks(count) = Look(cell)
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
        label(column) = Look(merged.Cells(1, 1))
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
    Dim row As Long, column As Long, first As Boolean, tallest As Double
    Dim size(1 To 2) As Long, moved(1 To LAST_COLUMN) As Variant
    row = mark.Row
    first = (row = FirstRow("indicators.name"))
    Application.DisplayAlerts = False
    For column = 1 To 2
        size(column) = sheet.Cells(row, column).MergeArea.Rows.Count
    Next
    For column = 1 To LAST_COLUMN
        moved(column) = Look(sheet.Cells(row, column))
    Next
    If first Then
        ' Rows above the first one do not belong to its colours and lists: the new row comes below it, and what stands
        ' in the first row moves there.
        tallest = sheet.Rows(row).RowHeight
        sheet.Rows(row + 1).Insert
    Else
        sheet.Rows(row).Insert
    End If
    For column = 1 To 2
        Loosen sheet, row - above(column), row + below(column), column
        If first Then Loosen sheet, row, row + size(column), column
    Next
    For column = 1 To LAST_COLUMN
        Dress sheet.Cells(row, column), saved(column)
        If first Then Dress sheet.Cells(row + 1, column), moved(column)
    Next
    sheet.Rows(row).RowHeight = tall
    If first Then sheet.Rows(row + 1).RowHeight = tallest
    For column = 1 To 2
        If first And below(column) = 0 Then Join sheet, row + 1, row + size(column), column, moved(column)
        Join sheet, row - above(column), row + below(column), column, label(column)
    Next
    Application.DisplayAlerts = True
End Sub

Private Sub Join(ByVal sheet As Object, ByVal first As Long, ByVal last As Long, ByVal column As Long, _
        ByVal words As Variant)
    If first = last Then Exit Sub
    With sheet.Range(sheet.Cells(first, column), sheet.Cells(last, column))
        .ClearContents
        .Merge
        Fill .Cells(1, 1), words
    End With
End Sub

Private Sub Loosen(ByVal sheet As Object, ByVal first As Long, ByVal last As Long, ByVal column As Long)
    Dim row As Long
    For row = first To last
        If sheet.Cells(row, column).MergeArea.Rows.Count > 1 Then sheet.Cells(row, column).MergeArea.UnMerge
    Next
End Sub

Private Sub PutBack()
    Dim i As Long, cell As Object
    For i = 1 To count
        Set cell = changed(i)
        Dress cell, looks(i)
    Next
End Sub

' Everything that goes back into a cell: what stands in it, whether that is a formula, and how it looks.
Private Function Look(ByVal cell As Object) As Variant
    Dim content As Variant
    If cell.HasFormula Then content = cell.FormulaR1C1 Else content = cell.Value
    Look = Array(content, cell.HasFormula, cell.NumberFormat, cell.Interior.ColorIndex, cell.Interior.Color, _
        cell.Locked, cell.Font.Size, cell.Font.Bold, cell.HorizontalAlignment, cell.WrapText)
End Function

Private Sub Dress(ByVal cell As Object, ByVal was As Variant)
    If was(3) = xlNone Then
        cell.Interior.ColorIndex = xlNone
    Else
        cell.Interior.Color = was(4)
    End If
    cell.Locked = was(5)
    cell.Font.Size = was(6)
    cell.Font.Bold = was(7)
    cell.HorizontalAlignment = was(8)
    cell.WrapText = was(9)
    Fill cell, was
End Sub

Private Sub Fill(ByVal cell As Object, ByVal was As Variant)
    If was(1) Then
        cell.NumberFormat = "General"
        cell.FormulaR1C1 = was(0)
    ElseIf IsEmpty(was(0)) Then
        cell.ClearContents
    Else
        ' A text such as "100%" stays the text that it was.
        If VarType(was(0)) = vbString Then cell.NumberFormat = "@"
        cell.Value = was(0)
    End If
    cell.NumberFormat = was(2)
End Sub
