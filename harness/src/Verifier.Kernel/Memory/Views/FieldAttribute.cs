namespace Verifier.Kernel;

/// <summary>
/// Makes a partial property a field of a <see cref="ViewAttribute">view</see>: an integer, a BOOLEAN, an enum of its own width, a struct
/// made of one integer named Value, or a pointer, as a <see cref="Pointer"/> or as a view of what it points to.
/// </summary>
/// <param name="offset">Offset of its first byte.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FieldAttribute(int offset) : Attribute
{
    /// <summary>Offset of its first byte.</summary>
    public int Offset => offset;

    /// <summary>The integer type in memory, where the property's type has another width.</summary>
    public Type? As { get; init; }
}
