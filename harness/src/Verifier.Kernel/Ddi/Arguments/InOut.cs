namespace Verifier.Kernel;

/// <summary>A DDI's parameter that is the address of a variable to be read and written: <c>ref T</c> in the model's prototype.</summary>
/// <typeparam name="T">Type of the variable.</typeparam>
/// <param name="Address">The address of the variable.</param>
internal readonly record struct InOut<T>(ulong Address)
{
    /// <summary>The address, as a register holds it.</summary>
    public static implicit operator ulong(InOut<T> variable) => variable.Address;
}
