namespace Verifier.Kernel;

/// <summary>
/// Declares a variable that the kernel exports: a static method that says what it holds, <see cref="Machine"/> its only parameter. A driver imports
/// the variable's address; a model reads the property of the same name in <see cref="Ntoskrnl"/>. A structure is a method without a result that
/// writes it to a <see cref="Pointer"/>, its second parameter; a model's property is the structure's address.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DataExportAttribute : Attribute
{
    /// <summary>Bytes of a structure.</summary>
    public int Bytes { get; init; }
}
