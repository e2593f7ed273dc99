# Copies of assemblies that claim to be another version: what another module, or an older release of ours, would have loaded.

function New-PatchedAssembly([string] $Path, [string] $Destination, [version] $Version) {
    $bytes = [System.IO.File]::ReadAllBytes($Path)
    $stream = [System.IO.MemoryStream]::new($bytes)
    $file = [System.Reflection.PortableExecutable.PEReader]::new($stream)
    try {
        $start = $file.PEHeaders.MetadataStartOffset
        $metadata = [System.Reflection.Metadata.PEReaderExtensions]::GetMetadataReader($file)
        $assemblyTable = $start + [System.Reflection.Metadata.Ecma335.MetadataReaderExtensions]::GetTableMetadataOffset($metadata, 'Assembly')
        $guids = $start + [System.Reflection.Metadata.Ecma335.MetadataReaderExtensions]::GetHeapMetadataOffset($metadata, 'Guid')
    }
    finally { $file.Dispose() }
    # ECMA-335 II.22.2: HashAlgId (4 bytes), then MajorVersion, MinorVersion, BuildNumber, RevisionNumber (2 bytes each).
    $parts = $Version.Major, $Version.Minor, [Math]::Max($Version.Build, 0), [Math]::Max($Version.Revision, 0)
    for ($i = 0; $i -lt 4; $i++) { [BitConverter]::GetBytes([uint16] $parts[$i]).CopyTo($bytes, $assemblyTable + 4 + 2 * $i) }
    # The module version id is the first GUID of the heap; two builds never share it.
    [Guid]::NewGuid().ToByteArray().CopyTo($bytes, $guids)
    [System.IO.File]::WriteAllBytes($Destination, $bytes)
}

# A module of somebody else that brings an assembly of its own and loads it at import.
function New-ForeignModule([string] $Folder, [string] $AssemblyPath, [version] $Version) {
    New-Item -ItemType Directory $Folder -Force | Out-Null
    $dll = Join-Path $Folder (Split-Path $AssemblyPath -Leaf)
    New-PatchedAssembly $AssemblyPath $dll $Version
    $module = Join-Path $Folder 'Foreign.psm1'
    Set-Content $module '[System.Reflection.Assembly]::LoadFrom((Get-ChildItem $PSScriptRoot -Filter *.dll).FullName) | Out-Null'
    $module
}
