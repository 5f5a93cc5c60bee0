namespace Verifier.Kernel;

/// <summary>A DDI's parameter that is the address of a value to be read, or NULL: <c>T?</c> in the model's prototype.</summary>
/// <typeparam name="T">The value.</typeparam>
/// <param name="Address">The address of the value.</param>
internal readonly record struct OptionalIn<T>(ulong Address)
    where T : struct
{
    /// <summary>The address, as a register holds it.</summary>
    public static implicit operator ulong(OptionalIn<T> value) => value.Address;
}
