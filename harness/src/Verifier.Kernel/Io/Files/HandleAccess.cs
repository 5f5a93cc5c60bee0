namespace Verifier.Kernel;

/// <summary>The access that a handle must have for a request: the I/O manager refuses the request before any driver sees it.</summary>
internal static class HandleAccess
{
    private const uint ReadData = 0x1;
    private const uint WriteData = 0x2;
    private const uint AppendData = 0x4;
    private const int CodeAccessShift = 14;
    private const uint CodeAccessMask = 3;

    /// <summary>True if the handle may read.</summary>
    public static bool CanRead(OpenFile file) => (file.Access & ReadData) != 0;

    /// <summary>True if the handle may write.</summary>
    public static bool CanWrite(OpenFile file) => (file.Access & (WriteData | AppendData)) != 0;

    /// <summary>
    /// True if the handle has the access that a control code requires: FILE_READ_ACCESS, FILE_WRITE_ACCESS, both or none.
    /// </summary>
    public static bool CanControl(OpenFile file, uint code)
    {
        // The two bits of a code are those of FILE_READ_DATA and FILE_WRITE_DATA.
        var required = (code >> CodeAccessShift) & CodeAccessMask;
        return (file.Access & required) == required;
    }
}
