namespace Verifier.Kernel;

/// <summary>CreateDisposition: what ZwCreateFile does when the file is there, and when it is not.</summary>
public enum FILE_DISPOSITION : uint
{
    /// <summary>Replace it; make it.</summary>
    FILE_SUPERSEDE = 0,

    /// <summary>Open it; fail.</summary>
    FILE_OPEN = 1,

    /// <summary>Fail; make it.</summary>
    FILE_CREATE = 2,

    /// <summary>Open it; make it.</summary>
    FILE_OPEN_IF = 3,

    /// <summary>Open and empty it; fail.</summary>
    FILE_OVERWRITE = 4,

    /// <summary>Open and empty it; make it.</summary>
    FILE_OVERWRITE_IF = 5,
}

/// <summary>IoStatusBlock.Information of ZwCreateFile: what it did.</summary>
public enum FILE_OPENED : uint
{
    /// <summary>The file was replaced.</summary>
    FILE_SUPERSEDED = 0,

    /// <summary>The file was opened.</summary>
    FILE_OPENED = 1,

    /// <summary>The file was made.</summary>
    FILE_CREATED = 2,

    /// <summary>The file was emptied.</summary>
    FILE_OVERWRITTEN = 3,

    /// <summary>There is a file.</summary>
    FILE_EXISTS = 4,

    /// <summary>There is no file.</summary>
    FILE_DOES_NOT_EXIST = 5,
}
