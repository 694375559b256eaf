' A client as plain as VBA: what it gets is printed, one line each. ASCII only, as this Wine reads scripts and prints.
On Error Resume Next
Set component = CreateObject("PerfEval.Server")
If Err.Number <> 0 Then
  WScript.Echo "unreachable " & Hex(Err.Number)
  WScript.Quit 1
End If
Sub Show(label)
  If Err.Number <> 0 Then
    WScript.Echo label & ": error " & Hex(Err.Number)
    Err.Clear
  Else
    WScript.Echo label & ": " & TypeName(value) & " " & value
  End If
End Sub
value = (Len(component.Hello(0)) > 10): Show "hello"
value = component.CallFunction("PERF_SCORE", Array(">=95%", "90%", 10)): Show "scalars"
value = component.CallFunction("PERF_RATE", Array(200, 150.5)): Show "numbers"
value = component.CallFunction("PERF_SCORE", Array(Empty, Empty, Empty)): Show "blanks"
value = component.CallFunction("PERF_SCORE", Array("10", "5", 2, Empty, Empty)): Show "blanks at the end"
value = component.CallFunction("PERF_SCORE", Array("2021-12-20", DateSerial(2021, 11, 15), 5)): Show "date"
grade = component.CallFunction("PERF_GRADE", Array(95))
value = Len(grade): Show "Chinese out"
value = component.CallFunction("PERF_SCORE", Array(grade, grade, 3)): Show "Chinese in"
value = component.CallFunction("PERF_RATE", Array(1, 2, 3, 4, 5)): Show "raising"
value = component.CallFunction("EVAL", Array("1+1")): Show "not listed"
value = component.CallFunction("cell_function", Array("1+1")): Show "not a cell function"
value = component.RunMacro("os.system", Array("x")): Show "no macro"
value = component.Exec("import os"): Show "no method"
answer = component.RunMacro("about", Array())
value = answer(0, 0): Show "macro"
value = component.CallFunction("PERF_RATE", Array(4, 1)): Show "goes on"
started = Timer
For i = 1 To 200
  value = component.CallFunction("PERF_SCORE", Array("95%", "90%", 10))
Next
value = CInt((Timer - started) / 200 * 1000): Show "milliseconds a call"
