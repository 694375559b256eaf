Attribute VB_Name = "PerfRibbon"
Option Explicit
' What the ribbon calls; each is one of the actions.

Public Sub RibbonImport(control As Object)
    PerfImport
End Sub

Public Sub RibbonCheck(control As Object)
    PerfCheck
End Sub

Public Sub RibbonReport(control As Object)
    PerfReport
End Sub

Public Sub RibbonSubmit(control As Object)
    PerfSubmit
End Sub

Public Sub RibbonInsert(control As Object)
    PerfInsertRow
End Sub

Public Sub RibbonDelete(control As Object)
    PerfDeleteRow
End Sub

Public Sub RibbonRescore(control As Object)
    PerfRescore
End Sub

Public Sub RibbonUndo(control As Object)
    PerfUndo
End Sub

Public Sub RibbonDoctor(control As Object)
    PerfDoctor
End Sub

Public Sub RibbonHelp(control As Object)
    PerfHelp
End Sub
