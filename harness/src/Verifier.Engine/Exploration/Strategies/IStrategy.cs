namespace Verifier.Engine.Exploration;

/// <summary>
/// One way to choose what fails. What it names depends on the golden run and on results only, never on time or order, so that every
/// machine explores the same.
/// </summary>
internal interface IStrategy
{
    /// <summary>The cases that are known from the golden run, in the order in which they are worth running.</summary>
    IEnumerable<ExploredCase> Begin();

    /// <summary>The cases that a result makes known.</summary>
    IEnumerable<ExploredCase> After(ExploredCase done, CaseResult result);
}
