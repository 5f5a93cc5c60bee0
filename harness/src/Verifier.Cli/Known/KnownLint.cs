using System.Globalization;
using Verifier.Cli.Host;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Known;

namespace Verifier.Cli.Known;

/// <summary>Everything that is wrong with lists of known findings, without running anything.</summary>
internal static class KnownLint
{
    /// <summary>The diagnostics of lists that are named, or lie in folders that are.</summary>
    /// <param name="host">The surroundings.</param>
    /// <param name="paths">Paths as given.</param>
    /// <exception cref="CliException">A list that is named cannot be read.</exception>
    public static IEnumerable<Diagnostic> Of(CliHost host, IReadOnlyList<string> paths)
    {
        var named = paths.Where(KnownReader.IsKnownFile).Select(host.FullPath);
        var lying = KnownFiles.Found(host, paths.Where(path => !KnownReader.IsKnownFile(path))).Where(path => Path.GetDirectoryName(path) != host.FullPath(".") || paths.Contains("."));
        var today = KnownFiles.Today(host);
        return named.Concat(lying).Distinct(StringComparer.Ordinal).Select(path => KnownFiles.Read(host, path)).SelectMany(document =>
            document.Diagnostics.Concat(document.Entries.Where(e => KnownList.Of(e).IsExpiredOn(today)).Select(e => Expired(document, e))));
    }

    private static Diagnostic Expired(KnownDocument document, KnownEntry entry) => new()
    {
        Code = DiagnosticCodes.KnownExpired.Id,
        Severity = DiagnosticCodes.KnownExpired.Severity,
        File = document.DisplayPath,
        Span = entry.Source,
        Message = string.Create(CultureInfo.InvariantCulture, $"the known finding expired on {entry.Expiry:yyyy-MM-dd}: mend the driver, or choose a later day"),
    };
}
