using Verifier.Engine.Planning;
using Verifier.Engine.Verdicts;

namespace Verifier.Workers.Messages;

/// <summary>
/// The part of a run's result that the program that hosts workers wants. A worker knows it by its name; it is made there, where the whole
/// result is, and the program reads what was kept of it.
/// </summary>
internal interface IRunAccount
{
    /// <summary>Its name, the same in both processes.</summary>
    string Name { get; }

    /// <summary>Appends what is kept of a run to the message being written.</summary>
    void Write(MessageWriter to, RunResult result);
}

/// <summary>As <see cref="IRunAccount"/>, with the program's half.</summary>
/// <typeparam name="T">Type of the data that is kept of a run.</typeparam>
internal interface IRunAccount<out T> : IRunAccount
{
    /// <summary>Takes what was kept off the message.</summary>
    /// <param name="from">The message.</param>
    /// <param name="plan">What was run.</param>
    /// <exception cref="InvalidDataException">It is none.</exception>
    T Read(MessageReader from, Plan plan);
}
