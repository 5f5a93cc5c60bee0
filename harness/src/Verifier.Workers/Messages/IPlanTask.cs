using Verifier.Engine.Planning;

namespace Verifier.Workers.Messages;

/// <summary>
/// What the program that hosts workers does with a plan besides running it: an analysis, a smaller scenario, the details of a report. Done in this
/// process for a model, and in a worker for a compiled driver; the worker knows it by its name.
/// </summary>
internal interface IPlanTask
{
    /// <summary>Its name, the same in both processes.</summary>
    string Name { get; }

    /// <summary>Does it.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="order">What is wanted, as the task writes it.</param>
    /// <returns>What came of it, as the task reads it.</returns>
    string Do(Plan plan, string order);
}
