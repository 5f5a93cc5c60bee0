namespace Verifier.Kernel;

/// <summary>
/// A DDI's parameter that is the address of a driver's routine, or NULL: the delegate in the model's prototype, null for NULL where
/// <see cref="ParameterAttribute.IsOptional"/> is stated.
/// </summary>
/// <typeparam name="T">The delegate.</typeparam>
/// <param name="Address">The address of the routine.</param>
internal readonly record struct Routine<T>(ulong Address)
    where T : Delegate
{
    /// <summary>The address, as a register holds it.</summary>
    public static implicit operator ulong(Routine<T> routine) => routine.Address;
}
