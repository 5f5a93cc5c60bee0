namespace Verifier.Kernel;

/// <summary>Protections of pages.</summary>
[Flags]
public enum PAGE_PROTECTION : uint
{
    /// <summary>No access.</summary>
    PAGE_NOACCESS = 0x01,

    /// <summary>Read.</summary>
    PAGE_READONLY = 0x02,

    /// <summary>Read and write.</summary>
    PAGE_READWRITE = 0x04,

    /// <summary>Execute.</summary>
    PAGE_EXECUTE = 0x10,

    /// <summary>Execute and read.</summary>
    PAGE_EXECUTE_READ = 0x20,

    /// <summary>Execute, read and write.</summary>
    PAGE_EXECUTE_READWRITE = 0x40,
}
