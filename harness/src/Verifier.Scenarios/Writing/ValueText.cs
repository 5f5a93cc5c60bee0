using System.Globalization;
using System.Text;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Writing;

/// <summary>Values as a script spells them.</summary>
internal static class ValueText
{
    private const long LongestFractionPart = 999_999_999;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly (long Ticks, string Unit)[] Units =
    [
        (TimeSpan.TicksPerHour, "h"), (TimeSpan.TicksPerMinute, "min"), (TimeSpan.TicksPerSecond, "s"),
        (TimeSpan.TicksPerMillisecond, "ms"), (TimeSpan.TicksPerMicrosecond, "us"),
    ];

    /// <summary>The word of a table for a value.</summary>
    public static YamlNode Of<T>(WordKind<T> words, T value) =>
        YamlNode.Word(words.Words.First(w => EqualityComparer<T>.Default.Equals(w.Value, value)).Text);

    /// <summary>A time, in the largest unit in which it is whole.</summary>
    public static YamlNode Of(TimeSpan time)
    {
        if (time.Ticks == 0)
        {
            return YamlNode.Word("0s");
        }

        (long ticks, string unit) = Units.FirstOrDefault(u => time.Ticks % u.Ticks == 0);
        return YamlNode.Word(unit is null
            ? FormattableString.Invariant($"{time.Ticks / TimeSpan.TicksPerMicrosecond}.{time.Ticks % TimeSpan.TicksPerMicrosecond}us")
            : FormattableString.Invariant($"{time.Ticks / ticks}{unit}"));
    }

    /// <summary>A range.</summary>
    public static YamlNode Of(Comparison range)
    {
        string text = range.ToString();
        return YamlNode.Word(text.StartsWith('>') ? $"\"{text}\"" : text);
    }

    /// <summary>An ordinal, or several.</summary>
    public static YamlNode Of(OrdinalRange range) =>
        YamlNode.Word(range.First == range.Last ? FormattableString.Invariant($"{range.First}") : FormattableString.Invariant($"{range.First}..{range.Last}"));

    /// <summary>A probability, exactly.</summary>
    public static YamlNode Of(Rate rate) => YamlNode.Word(rate.Denominator <= LongestFractionPart
        ? rate.ToString()
        : ((decimal)rate.Numerator / rate.Denominator).ToString(CultureInfo.InvariantCulture));

    /// <summary>Bytes.</summary>
    public static string Of(DataLiteral data) => data switch
    {
        FillData fill => FormattableString.Invariant($"fill:{fill.Count}:{fill.Value:X2}"),
        RandomData random => FormattableString.Invariant($"random:{random.Count}"),
        FileData file => $"file:{file.Path}",
        LiteralData literal => Of([.. literal.Bytes]),
        _ => throw new NotSupportedException($"Unknown kind of data: {data.GetType().Name}."),
    };

    private static string Of(byte[] bytes)
    {
        try
        {
            string text = Strict.GetString(bytes);
            return text.Any(char.IsControl) ? Hex(bytes) : $"text:{text}";
        }
        catch (DecoderFallbackException)
        {
            // Not text: the caller learns it by its hex digits.
            return Hex(bytes);
        }
    }

    private static string Hex(byte[] bytes) => $"hex:{Convert.ToHexString(bytes)}";
}
