using System.Globalization;
using System.Text.RegularExpressions;
using Verifier.Reporting.Html;

namespace Verifier.Tests.Reporting;

/// <summary>Colours of states: readable on both grounds in both themes, and never the only difference between two states.</summary>
public sealed partial class PaletteTests
{
    private const double ContrastMin = 4.5;

    private static readonly string[] s_states = ["new", "regressed", "still", "fixed", "not-run", "expected", "known", "expired", "masked", "flaky", "pass", "finding", "inconclusive", "harness-error"];

    [TestCase("ink")]
    [TestCase("soft")]
    [TestCase("link")]
    [TestCase("new")]
    [TestCase("regressed")]
    [TestCase("still")]
    [TestCase("fixed")]
    [TestCase("not-run")]
    [TestCase("expected")]
    [TestCase("masked")]
    [TestCase("flaky")]
    public void Colour_of_text_is_readable_on_every_ground(string name)
    {
        var colours = Colours();
        foreach (var ground in new[] { "ground", "panel", "alarm" })
        {
            Assert.That(Contrast(colours[name].Light, colours[ground].Light), Is.GreaterThanOrEqualTo(ContrastMin), $"{name} on {ground}, light");
            Assert.That(Contrast(colours[name].Dark, colours[ground].Dark), Is.GreaterThanOrEqualTo(ContrastMin), $"{name} on {ground}, dark");
        }
    }

    // Whoever sees no colours still tells the states apart: each has a shape of its own, or shares one only with a state of the same meaning.
    [Test]
    public void Shape_of_every_state_is_its_own()
    {
        var shapes = s_states.ToDictionary(state => state, ShapeOf);
        Assert.That(shapes.Values.Distinct().Count(), Is.EqualTo(s_states.Length), string.Join('\n', shapes));
    }

    private static string ShapeOf(string state) => string.Concat(
        Regex.Matches(PageResources.Style, $@"(?<=^|\n|, ?)\.st-{state}::before[^{{]*\{{([^}}]*)\}}").Select(m => m.Groups[1].Value.Trim()));

    private static Dictionary<string, (string Light, string Dark)> Colours() => Pair().Matches(PageResources.Style)
        .ToDictionary(m => m.Groups[1].Value, m => (m.Groups[2].Value, m.Groups[3].Value));

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    // Relative luminance as WCAG 2 defines it.
    private static double Luminance(string colour)
    {
        double Channel(int at)
        {
            var value = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.03928 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));
    }

    [GeneratedRegex(@"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")]
    private static partial Regex Pair();
}
