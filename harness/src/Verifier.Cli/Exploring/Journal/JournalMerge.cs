using Verifier.Cli.Host;

namespace Verifier.Cli.Exploring.Journal;

/// <summary>Puts the journals of several invocations together: shards of one exploration, done on several machines.</summary>
internal static class JournalMerge
{
    private const string Remedy = "copy it again from the machine that wrote it, or explore that shard again";

    /// <summary>All their results. Of two results of one case the first counts.</summary>
    /// <param name="host">Relative paths start in its folder.</param>
    /// <param name="folders">Results folders, or journals themselves, as the user gave them.</param>
    /// <param name="header">The exploration that they must be parts of.</param>
    /// <exception cref="CliException">One is not there, is damaged, or is of another exploration.</exception>
    public static JournalContent Read(CliHost host, IEnumerable<string> folders, JournalHeader header)
    {
        var all = new JournalContent(header);
        foreach (var folder in folders)
        {
            var shown = Directory.Exists(host.FullPath(folder)) ? $"{folder.Replace('\\', '/').TrimEnd('/')}/{JournalWriter.Name}" : folder;
            var one = JournalReader.Read(host.FullPath(shown), shown, Remedy)
                ?? throw CliException.Usage($"{shown} is no journal of an exploration; name the results folder of a shard");
            var differences = header.Whole.DifferencesFrom(one.Header.Schema == JournalHeader.Version ? one.Header.Whole : one.Header);
            if (differences.Count > 0)
            {
                throw CliException.Usage($"{shown} is the journal of another exploration: {string.Join("; ", differences)}");
            }

            if (all.Add(one) is { } target)
            {
                throw CliException.Usage(
                    $"the golden run of {target.Place} in {shown} is not the one in the others: the driver does not do the same on each machine");
            }
        }

        return all;
    }
}
