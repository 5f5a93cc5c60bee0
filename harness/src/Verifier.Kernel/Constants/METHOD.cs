namespace Verifier.Kernel;

/// <summary>
/// The method by which an I/O control passes its buffers: the low two bits of its code (harness/docs/facts/io.md#buffers).
/// </summary>
public enum METHOD : uint
{
    /// <summary>One system buffer of the larger size, for input and output.</summary>
    METHOD_BUFFERED = 0,

    /// <summary>Input in the system buffer; the second buffer is locked for reading and comes as an MDL.</summary>
    METHOD_IN_DIRECT = 1,

    /// <summary>Input in the system buffer; the second buffer is locked for writing and comes as an MDL.</summary>
    METHOD_OUT_DIRECT = 2,

    /// <summary>User addresses as they are: probe them and use try/except.</summary>
    METHOD_NEITHER = 3,
}

/// <summary>Access an I/O control needs: bits 14 and 15 of its code.</summary>
[Flags]
public enum FILE_ACCESS : uint
{
    /// <summary>Any open handle will do.</summary>
    FILE_ANY_ACCESS = 0,

    /// <summary>The handle must be open for reading.</summary>
    FILE_READ_ACCESS = 1,

    /// <summary>The handle must be open for writing.</summary>
    FILE_WRITE_ACCESS = 2,
}
