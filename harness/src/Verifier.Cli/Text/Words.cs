using Verifier.Kernel;

namespace Verifier.Cli.Text;

/// <summary>Small pieces of English.</summary>
internal static class Words
{
    /// <summary><c>1 run</c>, <c>2 runs</c>.</summary>
    public static string Count(long number, string noun) => Counted.Of(number, noun);

    /// <summary>The items as one text with commas, or a word for none.</summary>
    public static string List(IEnumerable<string> items, string none = "none")
    {
        var text = string.Join(", ", items);
        return text.Length > 0 ? text : none;
    }

    /// <summary>One or more items as a phrase that stands in a list itself: "one", "one and two", "one, two and three".</summary>
    public static string And(IEnumerable<string> items)
    {
        var all = items.ToList();
        return all.Count == 1 ? all[0] : $"{string.Join(", ", all.SkipLast(1))} and {all[^1]}";
    }
}
