namespace Verifier.Fuzzing;

/// <summary>Makes hostile input for one door of the harness and knows what may come of it. One instance is used by one thread.</summary>
public interface IFuzzer : IDisposable
{
    /// <summary>What may come of an input, in a sentence.</summary>
    string Oracle { get; }

    /// <summary>What the inputs so far were like, where a number says how good they are; null where none does.</summary>
    string? Note => null;

    /// <summary>Makes one input and tries it.</summary>
    /// <param name="dice">Decides about all of it: the same dice make the same input.</param>
    /// <returns>What is wrong; null if nothing is. An exception that the oracle does not allow may be thrown instead.</returns>
    string? TryOne(Random dice);
}
