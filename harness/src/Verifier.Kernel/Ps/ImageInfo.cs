namespace Verifier.Kernel;

/// <summary>IMAGE_INFO, a view of 0x28 bytes: an image that was mapped. Gone when the routine returns.</summary>
[View(0x28, Public = ViewMembers.IsNull)]
public readonly partial struct ImageInfo
{
    /// <summary>Properties: ImageAddressingMode in the lower eight bits, bit 8 SystemModeImage.</summary>
    [Field(0x00)] public partial uint Properties { get; internal set; }

    /// <summary>ImageBase.</summary>
    [Field(0x08)] public partial Pointer ImageBase { get; internal set; }

    /// <summary>ImageSize, in bytes.</summary>
    [Field(0x18)] public partial ulong ImageSize { get; internal set; }
}
