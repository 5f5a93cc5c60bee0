namespace Verifier.Kernel;

/// <content>Lookaside lists.</content>
public static partial class SizeOf
{
    /// <summary>NPAGED_LOOKASIDE_LIST, 16-byte aligned.</summary>
    public const int NPAGED_LOOKASIDE_LIST = 0x80;

    /// <summary>PAGED_LOOKASIDE_LIST, 16-byte aligned.</summary>
    public const int PAGED_LOOKASIDE_LIST = 0x80;

    /// <summary>LOOKASIDE_LIST_EX, 16-byte aligned.</summary>
    public const int LOOKASIDE_LIST_EX = 0x60;
}
