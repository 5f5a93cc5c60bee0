using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Verifier.Kernel;

/// <summary>All a driver developer needs to know about a bug check, without looking anything up.</summary>
/// <param name="Code">The stop code.</param>
/// <param name="Name">Its symbolic name, or the number of a code that is not in the catalogue.</param>
/// <param name="Explanation">The meaning of the code, in one sentence.</param>
/// <param name="SubCode">The sub-code, where the code has them and one was given.</param>
/// <param name="SubCodeMeaning">The meaning of the sub-code; null where none was given or it is not in the catalogue.</param>
/// <param name="Parameters">The four parameters, in order.</param>
/// <param name="Hints">Facts that the values themselves show, for example that an address is a NULL pointer plus an offset.</param>
public sealed record BugCheckExplanation(
    BugCheckCode Code,
    string Name,
    string Explanation,
    ulong? SubCode,
    string? SubCodeMeaning,
    ImmutableArray<ExplainedParameter> Parameters,
    ImmutableArray<string> Hints)
{
    /// <summary>The most exact sentence there is: the sub-code's where it is known, else the code's.</summary>
    public string Sentence => SubCodeMeaning ?? Explanation;

    /// <summary>Name and numbers on one line: <c>BAD_POOL_CALLER (0xC2/0x7)</c>.</summary>
    public string Title => string.Create(
        CultureInfo.InvariantCulture, $"{Name} (0x{(uint)Code:X}{(SubCode is { } value ? $"/0x{value:X}" : string.Empty)})");

    /// <summary>Title, sentences, a line for each parameter and the hints. Lines end with a line feed on every machine.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(Title).Append('\n').Append(Explanation).Append('\n');
        if (SubCode is not null)
        {
            text.Append(SubCodeMeaning ?? "This sub-code is not in the catalogue.").Append('\n');
        }

        foreach (ExplainedParameter parameter in Parameters)
        {
            text.Append(CultureInfo.InvariantCulture, $"  P{parameter.Number}  {parameter.Label}");
            text.Append(parameter.Text is null ? string.Empty : $": {parameter.Text}").Append('\n');
        }

        foreach (string hint in Hints)
        {
            text.Append("  -> ").Append(hint).Append('\n');
        }

        return text.ToString();
    }
}
