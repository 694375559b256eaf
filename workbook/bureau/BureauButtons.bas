Attribute VB_Name = "BureauButtons"
Option Explicit
' What the ribbon calls; each is one of the actions.

Public Sub RibbonCollect(control As Object)
    PerfCollect
End Sub

Public Sub RibbonAgain(control As Object)
    PerfCollectAgain
End Sub

Public Sub RibbonStop(control As Object)
    PerfStop
End Sub

Public Sub RibbonTarget(control As Object)
    PerfPickTarget
End Sub

Public Sub RibbonRoster(control As Object)
    PerfPickRoster
End Sub

Public Sub RibbonLetters(control As Object)
    PerfPickLetters
End Sub

Public Sub RibbonHelp(control As Object)
    PerfHelp
End Sub

Public Sub RibbonDoctor(control As Object)
    PerfDoctor
End Sub
