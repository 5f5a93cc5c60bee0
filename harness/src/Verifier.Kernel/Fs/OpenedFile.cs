namespace Verifier.Kernel;

/// <summary>An open of a file of the store: the granted access, the sharing, and the position.</summary>
/// <param name="file">The file.</param>
/// <param name="access">The access that was asked for, and granted.</param>
/// <param name="share">FILE_SHARE_…: what others may do meanwhile.</param>
/// <param name="options">FILE_… options of the open.</param>
internal sealed class OpenedFile(StoredFile file, uint access, uint share, uint options)
{
    private const uint ReadData = 0x1 | GenericRead | GenericAll;
    private const uint WriteData = 0x2 | 0x4 | GenericWrite | GenericAll;
    private const uint Delete = 0x10000 | GenericAll;
    private const uint GenericRead = 0x8000_0000;
    private const uint GenericWrite = 0x4000_0000;
    private const uint GenericAll = 0x1000_0000;
    private const uint Synchronous = 0x10 | 0x20;
    private const uint OnClose = 0x1000;

    public StoredFile File { get; } = file;

    public bool CanRead { get; } = (access & ReadData) != 0;

    public bool CanWrite { get; } = (access & WriteData) != 0;

    public bool CanDelete { get; } = (access & Delete) != 0;

    public bool IsSynchronous { get; } = (options & Synchronous) != 0;

    public bool DeletesOnClose { get; } = (options & OnClose) != 0;

    /// <summary>The file position, in bytes.</summary>
    public long Position { get; set; }

    /// <summary>The search expression of a directory, from the first query on.</summary>
    public string? Pattern { get; set; }

    /// <summary>Number of entries of the directory that were returned.</summary>
    public int EntriesTold { get; set; }

    /// <summary>True if two opens of the same file are compatible: each shares the access that the other has.</summary>
    public bool Bears(OpenedFile other) => Allows(other) && other.Allows(this);

    private bool Allows(OpenedFile other)
    {
        const uint read = 1, write = 2, delete = 4;
        return (!other.CanRead || (share & read) != 0)
            && (!other.CanWrite || (share & write) != 0)
            && (!other.CanDelete || (share & delete) != 0);
    }
}
