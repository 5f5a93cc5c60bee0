namespace Verifier.Kernel;

/// <summary>
/// Makes a partial property the address of a structure that lies within a <see cref="ViewAttribute">view</see>: as that
/// structure's view, or as a <see cref="Pointer"/>. It reads no memory.
/// </summary>
/// <param name="offset">Offset of its first byte.</param>
/// <param name="bytes">Bytes of the structure; of a view, those that it states itself.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EmbeddedAttribute(int offset, int bytes = 0) : Attribute
{
    /// <summary>Offset of its first byte.</summary>
    public int Offset => offset;

    /// <summary>Bytes of the structure.</summary>
    public int Bytes => bytes;
}
