namespace Verifier.Kernel;

/// <summary>
/// The offsets of the members of RTL_GENERIC_TABLE (0x48 bytes) or RTL_AVL_TABLE (0x68 bytes), and the bytes that precede an element's
/// data.
/// </summary>
internal sealed record GenericTableLayout(
    int Bytes, int NodeBytes, ulong Ordered, ulong Number, ulong Compare, ulong Allocate, ulong Free, ulong Context, bool IsBalanced)
{
    public static readonly GenericTableLayout Splay = new(0x48, 0x28, 0x18, 0x24, 0x28, 0x30, 0x38, 0x40, IsBalanced: false);

    public static readonly GenericTableLayout Balanced = new(0x68, 0x20, 0x20, 0x2C, 0x48, 0x50, 0x58, 0x60, IsBalanced: true);
}
