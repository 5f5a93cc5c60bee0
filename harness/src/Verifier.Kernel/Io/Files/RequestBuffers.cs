namespace Verifier.Kernel;

/// <summary>The buffers of a request: the application's, and those that the I/O manager put between them and the driver.</summary>
internal sealed class RequestBuffers
{
    /// <summary>The application's input, or 0.</summary>
    public ulong Input { get; set; }

    /// <summary>Bytes of input.</summary>
    public uint InputLength { get; set; }

    /// <summary>The application's address for the output, or 0.</summary>
    public ulong Output { get; set; }

    /// <summary>Bytes of room for output.</summary>
    public uint OutputLength { get; set; }

    /// <summary>The application's buffers go when the request is complete.</summary>
    public bool AreTemporary { get; set; }
}
