namespace Verifier.Kernel;

/// <summary>What a handle must have been opened for: the I/O manager refuses a request before any driver sees it.</summary>
internal static class HandleAccess
{
    private const uint ReadData = 0x1;
    private const uint WriteData = 0x2;
    private const uint AppendData = 0x4;
    private const int CodeAccessShift = 14;
    private const uint CodeAccessMask = 3;

    /// <summary>May the handle read?</summary>
    public static bool CanRead(OpenFile file) => (file.Access & ReadData) != 0;

    /// <summary>May the handle write?</summary>
    public static bool CanWrite(OpenFile file) => (file.Access & (WriteData | AppendData)) != 0;

    /// <summary>Has the handle the access that a control code requires: FILE_READ_ACCESS, FILE_WRITE_ACCESS, both or none?</summary>
    public static bool CanControl(OpenFile file, uint code)
    {
        // The two bits of a code are those of FILE_READ_DATA and FILE_WRITE_DATA.
        var required = (code >> CodeAccessShift) & CodeAccessMask;
        return (file.Access & required) == required;
    }
}
