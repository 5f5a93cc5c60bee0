using Verifier.Engine.Planning;

namespace Verifier.Workers.Messages;

/// <summary>
/// A task of the program that hosts workers with a plan, other than to run it: an analysis, a smaller scenario, the details of a report.
/// Executed in this process for a model, and in a worker for a compiled driver; the worker knows it by its name.
/// </summary>
internal interface IPlanTask
{
    /// <summary>Its name, the same in both processes.</summary>
    string Name { get; }

    /// <summary>Executes the task.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="order">The order, as the task writes it.</param>
    /// <returns>The result, as the task reads it.</returns>
    string Do(Plan plan, string order);
}
