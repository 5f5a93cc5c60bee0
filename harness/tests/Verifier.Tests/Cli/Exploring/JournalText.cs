using System.Text;
using Verifier.Cli.Exploring.Journal;

namespace Verifier.Tests.Cli.Exploring;

/// <summary>Journals as text, with the checksums that a test would otherwise have to work out.</summary>
internal static class JournalText
{
    /// <summary>The lines of a journal, each with the sum that it has there.</summary>
    public static string Sealed(params string[] lines)
    {
        var chain = new JournalChain();
        return string.Concat(lines.Select(line => Encoding.UTF8.GetString(chain.Seal(Encoding.UTF8.GetBytes(line)))));
    }

    /// <summary>The lines of a journal without their sums.</summary>
    public static string[] Unsealed(string journal)
    {
        var chain = new JournalChain();
        return [.. journal.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Encoding.UTF8.GetString(chain.Unseal(Encoding.UTF8.GetBytes(line))))];
    }
}
