Attribute VB_Name = "PerfFormula"
Option Explicit
' The formulas of computed cells, from the list on the hidden sheet: filled into a row, counted, restored.

Private Const AT_ANCHOR As Long = 1
Private Const AT_KIND As Long = 2
Private Const AT_DOWN As Long = 3
Private Const AT_ACROSS As Long = 4
Private Const AT_FORMULA As Long = 5
Private Const AT_HAND As Long = 6

' Puts the formulas of computed cells into one row of a table.
Public Sub FillRow(ByVal table As String, ByVal row As Long)
    Dim entries As Variant, i As Long, sheet As Object
    Set sheet = Place(table).Worksheet
    entries = Place("list.formulas").Value
    For i = LBound(entries, 1) To UBound(entries, 1)
        If entries(i, AT_ANCHOR) = table Then
            With sheet.Cells(row, CLng(entries(i, AT_ACROSS)))
                .FormulaR1C1 = entries(i, AT_FORMULA)
                ' A row above whose score was typed by hand has an input's colour there.
                If entries(i, AT_HAND) <> "" Then .Interior.ColorIndex = xlNone
            End With
        End If
    Next
End Sub

' How many cells that may be typed over hold something else than their formula.
Public Function TypedOver() As Long
    Dim entries As Variant, i As Long, cell As Object
    entries = Place("list.formulas").Value
    For i = LBound(entries, 1) To UBound(entries, 1)
        If entries(i, AT_HAND) <> "" Then
            For Each cell In Area(entries, i).Cells
                If IsTyped(cell, entries, i) Then TypedOver = TypedOver + 1
            Next
        End If
    Next
End Function

' Puts every formula back that was overwritten or emptied, and returns how many. What was typed by hand where that is
' allowed stays, unless typed is true. Each change is handed to the undo record before it is made.
Public Function RestoreFormulas(ByVal typed As Boolean) As Long
    Dim entries As Variant, i As Long, cell As Object
    entries = Place("list.formulas").Value
    For i = LBound(entries, 1) To UBound(entries, 1)
        For Each cell In Area(entries, i).Cells
            If Differs(cell, entries, i) Then
                If typed Or Not IsTyped(cell, entries, i) Then
                    PerfHistory.Remember cell
                    If cell.NumberFormat = "@" Then cell.NumberFormat = "General"
                    cell.FormulaR1C1 = entries(i, AT_FORMULA)
                    If entries(i, AT_HAND) <> "" Then cell.Interior.ColorIndex = xlNone
                    RestoreFormulas = RestoreFormulas + 1
                End If
            End If
        Next
    Next
End Function

Private Function Area(ByVal entries As Variant, ByVal i As Long) As Object
    Dim anchor As Object, sheet As Object, column As Long
    Set anchor = Place(entries(i, AT_ANCHOR))
    Set sheet = anchor.Worksheet
    column = CLng(entries(i, AT_ACROSS))
    If entries(i, AT_KIND) = "each row" Then
        Set Area = sheet.Range(sheet.Cells(anchor.Row + 1, column), _
            sheet.Cells(anchor.Row + anchor.Rows.Count - 2, column))
    Else
        Set Area = sheet.Cells(anchor.Row + CLng(entries(i, AT_DOWN)), column)
    End If
End Function

' Whether a cell lost its formula. Where a person may type, a formula of theirs counts as typed; elsewhere any formula
' will do, because references to named cells may be written in two ways.
Private Function Differs(ByVal cell As Object, ByVal entries As Variant, ByVal i As Long) As Boolean
    If Not cell.HasFormula Then
        Differs = True
    ElseIf entries(i, AT_HAND) <> "" Then
        Differs = (Replace(cell.FormulaR1C1, " ", "") <> Replace(entries(i, AT_FORMULA), " ", ""))
    End If
End Function

Private Function IsTyped(ByVal cell As Object, ByVal entries As Variant, ByVal i As Long) As Boolean
    If entries(i, AT_HAND) <> "" Then
        If Differs(cell, entries, i) Then IsTyped = (CStr(cell.Formula) <> "")
    End If
End Function
