using Verifier.Scenarios.Diagnostics;

namespace Verifier.Scenarios.Binding.Kinds;

/// <summary>The result of parsing a text: a value, or a problem.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
internal readonly record struct Parsed<T>
{
    /// <summary>The value; meaningless if there is a problem.</summary>
    public T? Value { get; init; }

    /// <summary>The problem, to be read after the quoted text; null if there is none.</summary>
    public string? Problem { get; init; }

    /// <summary>The diagnostic, if it is not the kind's usual one.</summary>
    public DiagnosticCode? Code { get; init; }

    /// <summary>The words that would have been right; null if it is not a matter of words.</summary>
    public IReadOnlyCollection<string> Known { get => field ?? []; init; }

    /// <summary>True if <see cref="Known"/> is short enough to be shown.</summary>
    public bool IsListed { get; init; }

    /// <summary>A value.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator Parsed<T>(T value) => new() { Value = value };

    /// <summary>A problem.</summary>
    /// <param name="problem">The problem, to be read after the quoted text.</param>
    /// <param name="code">The diagnostic, if it is not the kind's usual one.</param>
    /// <returns>The answer.</returns>
    public static Parsed<T> Wrong(string problem, DiagnosticCode? code = null) => new() { Problem = problem, Code = code };

    /// <summary>Passes a problem on as that of another type.</summary>
    /// <typeparam name="TOther">The other type.</typeparam>
    /// <returns>The same problem.</returns>
    public Parsed<TOther> As<TOther>() => Parsed<TOther>.Wrong(Problem!, Code);
}
