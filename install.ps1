#Requires -Version 5.1
<#
.SYNOPSIS
    安装、修复或卸载绩效自评组件（只为当前用户，不需要管理员权限）。
.DESCRIPTION
    在离线安装包里运行：先核对每个文件的 SHA-256 和 Python 的签名，再用包里的 Python 安装。
    在源代码里运行：用电脑上 3.11 或更新的 Python（不用应用商店的），所需的库由 pip 下载。
.PARAMETER Offline
    已解压的离线安装包所在的文件夹；不写就是本脚本所在的文件夹。
.PARAMETER InstallDir
    装在哪里；不写就是 %LOCALAPPDATA%\perfeval_xl。
.PARAMETER TrustFolder
    把“文档\绩效自评”这一个文件夹设为 Excel 的受信任位置。
.PARAMETER Uninstall
    卸载；您自己的自评表保留。
.PARAMETER Test
    只做自检，不改动任何东西。
.PARAMETER WhatIf
    只说会做什么，不做。
#>
[CmdletBinding()]
param(
    [string] $Offline,
    [string] $InstallDir,
    [switch] $TrustFolder,
    [switch] $Uninstall,
    [switch] $Test,
    [switch] $WhatIf
)
Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$temporary = ''
$code = 1
try {
    $source = $PSScriptRoot
    if ($Offline -ne '') { $source = Convert-Path -LiteralPath $Offline }
    $target = Join-Path -Path $env:LOCALAPPDATA -ChildPath 'perfeval_xl'
    if ($InstallDir -ne '') { $target = $InstallDir.TrimEnd('\"') }
    $runtime = Join-Path -Path $target -ChildPath 'runtime'
    $setup = Join-Path -Path $source -ChildPath 'perfeval_xl\setup\__main__.py'
    $record = Join-Path -Path $target -ChildPath 'install.json'
    $ours = Test-Path -LiteralPath $record
    $list = Join-Path -Path $source -ChildPath 'SHA256SUMS'
    $python = ''

    # What is installed tests and uninstalls itself.
    if ($ours -and ($Uninstall -or $Test)) {
        foreach ($name in @('Scripts\python.exe', 'python.exe')) {
            $installed = Join-Path -Path $runtime -ChildPath $name
            if (Test-Path -LiteralPath $installed) {
                $python = $installed
                $setup = Join-Path -Path $runtime -ChildPath 'Lib\site-packages\perfeval_xl\setup\__main__.py'
            }
        }
    }

    # The offline bundle: nothing in it runs before its files and the signature of its Python have been checked.
    if (($python -eq '') -and (Test-Path -LiteralPath $list)) {
        Write-Host '核对离线安装包……'
        foreach ($line in (Get-Content -LiteralPath $list -Encoding UTF8)) {
            $expected = $line.Substring(0, 64)
            $name = $line.Substring(66)
            $file = Join-Path -Path $source -ChildPath $name
            $digest = Get-FileHash -LiteralPath $file -Algorithm SHA256
            if ($digest.Hash -ne $expected) {
                throw "$name 与清单不符。请重新下载安装包，完整解压后再运行。"
            }
        }
        $temporary = Join-Path -Path $env:TEMP -ChildPath "perfeval_xl-$PID"
        $archive = Join-Path -Path $source -ChildPath 'runtime\python.zip'
        Expand-Archive -LiteralPath $archive -DestinationPath $temporary -Force
        foreach ($name in @('python313.dll', 'python.exe')) {
            $file = Join-Path -Path $temporary -ChildPath $name
            $signature = Get-AuthenticodeSignature -LiteralPath $file
            if (($signature.Status -eq 'NotSigned') -or ($signature.Status -eq 'HashMismatch')) {
                throw "$name 没有有效的签名，可能被改动过。请重新下载安装包。"
            }
            if ($signature.SignerCertificate.Subject -notlike '*CN=Python Software Foundation,*') {
                throw "$name 不是 Python Software Foundation 签名的。请重新下载安装包。"
            }
            if ($signature.Status -ne 'Valid') {
                Write-Host "⚠ 不能核实 $name 的发证机构（多见于不联网的电脑）；文件与清单一致，继续。"
            }
        }
        $python = Join-Path -Path $temporary -ChildPath 'python.exe'
    }

    # Otherwise the newest Python that its installer has entered in the registry; the Store's cannot serve Excel.
    if ($python -eq '') {
        foreach ($version in @('3.14', '3.13', '3.12', '3.11')) {
            foreach ($hive in @('HKEY_CURRENT_USER', 'HKEY_LOCAL_MACHINE')) {
                $key = "Registry::$hive\Software\Python\PythonCore\$version\InstallPath"
                if (($python -eq '') -and (Test-Path -LiteralPath $key)) {
                    $folder = (Get-Item -LiteralPath $key).GetValue('')
                    $found = Join-Path -Path "$folder" -ChildPath 'python.exe'
                    if (($found -notlike '*\WindowsApps\*') -and (Test-Path -LiteralPath $found)) { $python = $found }
                }
            }
        }
    }
    if ($python -eq '') {
        throw '没有找到 Python 3.11 或更新的版本（应用商店的不能用）。请改用离线安装包，或先从 python.org 安装 Python。'
    }

    $arguments = @('-I', '-B', '-X', 'utf8', $setup, '--install-dir', $target)
    if ($TrustFolder) { $arguments += '--trust-folder' }
    if ($Uninstall) { $arguments += '--uninstall' }
    if ($Test) { $arguments += '--test' }
    if ($WhatIf) { $arguments += '--what-if' }
    & $python @arguments
    $code = $LASTEXITCODE

    # No program removes itself: the runtime that has just uninstalled the rest goes last.
    if ($ours -and (-not (Test-Path -LiteralPath $record))) {
        if (Test-Path -LiteralPath $runtime) { Remove-Item -LiteralPath $runtime -Recurse -Force }
        if ((Test-Path -LiteralPath $target) -and (@(Get-ChildItem -LiteralPath $target -Force).Count -eq 0)) {
            Remove-Item -LiteralPath $target
        }
    }
}
catch {
    Write-Host "✘ 没有完成：$($_.Exception.Message)" -ForegroundColor Red
}
finally {
    if (($temporary -ne '') -and (Test-Path -LiteralPath $temporary)) {
        Remove-Item -LiteralPath $temporary -Recurse -Force
    }
}
exit $code
