namespace Verifier.Kernel;

/// <summary>
/// A DDI's parameter that is the address of a variable to be written, or NULL: <c>out T</c> in the model's prototype. The kernel writes it when
/// the routine does, so a bad address faults there.
/// </summary>
/// <typeparam name="T">Type of the variable.</typeparam>
/// <param name="Address">The address of the variable.</param>
internal readonly record struct Out<T>(ulong Address)
{
    /// <summary>The address, as a register holds it.</summary>
    public static implicit operator ulong(Out<T> variable) => variable.Address;
}
