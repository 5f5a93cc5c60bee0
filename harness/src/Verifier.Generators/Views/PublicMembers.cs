namespace Verifier.Generators.Views;

/// <summary>Verifier.Kernel.ViewMembers, bit for bit.</summary>
[Flags]
internal enum PublicMembers
{
    None = 0,
    Bytes = 1,
    Constructor = 2,
    IsNull = 4,
    Equality = 8,
}
