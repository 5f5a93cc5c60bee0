using System.Collections.Immutable;
using Verifier.Scenarios.Binding;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Surroundings;
using Verifier.Scenarios.Syntax;
using Verifier.Scenarios.Text;

namespace Verifier.Scenarios.Known;

/// <summary>Reads lists of known findings. Nothing that a file can contain makes it throw, hang or recurse without bound.</summary>
public static class KnownReader
{
    /// <summary>The name of the file: a folder of scenarios may hold one, and it is no script.</summary>
    public const string FileName = "known-findings.yaml";

    /// <summary>Is a file a list of known findings, by its name?</summary>
    public static bool IsKnownFile(string path) => string.Equals(Path.GetFileName(path), FileName, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads and checks a list.</summary>
    /// <param name="displayPath">The path to show in diagnostics.</param>
    /// <param name="bytes">The content of the file.</param>
    /// <param name="names">The words the simulated machine defines.</param>
    public static KnownDocument Read(string displayPath, ReadOnlySpan<byte> bytes, IScenarioNames names)
    {
        ArgumentNullException.ThrowIfNull(displayPath);
        ArgumentNullException.ThrowIfNull(names);
        var diagnostics = new DiagnosticBag(displayPath);
        var entries = Bind(bytes, diagnostics, new BindingContext(diagnostics, names, new NoFiles()));
        return new KnownDocument { DisplayPath = displayPath, Entries = diagnostics.HasErrors ? [] : entries, Diagnostics = diagnostics.ToList() };
    }

    /// <summary>Reads a list from disk.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static KnownDocument ReadFile(string displayPath, string fullPath, IScenarioNames names)
    {
        ArgumentNullException.ThrowIfNull(fullPath);
        using var stream = new FileStream(fullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[ScriptDecoder.MaximumLength + 1];
        var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return Read(displayPath, bytes.AsSpan(0, length), names);
    }

    private static ImmutableArray<KnownEntry> Bind(ReadOnlySpan<byte> bytes, DiagnosticBag diagnostics, BindingContext context)
    {
        // A list that became empty is a list.
        if (ScriptDecoder.Decode(bytes, diagnostics) is not { } source || IsBlank(source) || SyntaxReader.Read(source, diagnostics) is not { } root
            || !KnownTable.Table.Bind(root, context).TryGet(out ImmutableArray<KnownEntry> entries))
        {
            return [];
        }

        foreach (var same in entries.GroupBy(e => (e.Fingerprint, e.Driver, e.Kind, e.Place)))
        {
            foreach (var again in same.Skip(1))
            {
                context.Report(DiagnosticCodes.KnownTwice, again.Source, FormattableString.Invariant($"the finding stands in line {same.First().Source.Line} already; the first entry counts"));
            }
        }

        return entries;
    }

    private static bool IsBlank(SourceText source) =>
        source.Text.Split('\n').All(line => line.Trim() is "" or "---" or ['#', ..]);

    private sealed class NoFiles : IScenarioFiles
    {
        public ScenarioFileContent Read(string relativePath, int maximumLength) => ScenarioFileContent.Refused("is not read: known findings have no data");
    }
}
