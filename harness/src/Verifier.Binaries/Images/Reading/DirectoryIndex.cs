namespace Verifier.Binaries.Images.Reading;

/// <summary>IMAGE_DIRECTORY_ENTRY_*: the tables that are read.</summary>
internal enum DirectoryIndex
{
    Exports = 0,
    Imports = 1,
    Functions = 3,
    Relocations = 5,
    Debug = 6,
    LoadConfiguration = 10,
    DelayImports = 13,
    ClrHeader = 14,
}
