namespace Verifier.Kernel;

/// <summary>A DDI's parameter that is the address of a value to be read: a plain <c>T</c> in the model's prototype.</summary>
/// <typeparam name="T">The value.</typeparam>
/// <param name="Address">The address of the value.</param>
internal readonly record struct In<T>(ulong Address)
{
    /// <summary>The address, as a register holds it.</summary>
    public static implicit operator ulong(In<T> value) => value.Address;
}
