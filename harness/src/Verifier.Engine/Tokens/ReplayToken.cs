using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;

namespace Verifier.Engine.Tokens;

/// <summary>
/// A run in one line of text: what re-creates it (script, driver, seed, fault points) and what proves that it is the same (hashes of the
/// script, the driver's build and the trace). Versioned and self-checking: <c>vr3.PAYLOAD.CHECK</c>.
/// </summary>
public sealed record ReplayToken
{
    /// <summary>The beginning of tokens of this version.</summary>
    public const string Version = "vr3";

    private const int Fields = 7;
    private const int FieldsWithPlace = 8;
    private const int FieldsWithStubs = 9;
    private const char StubSeparator = ',';
    private const int ShortHash = 16;
    private const int LongestVersion = 8;

    // The one character that no path holds on any system.
    private const char Separator = '\0';

    /// <summary>Path of the script as given when the token was made.</summary>
    public required string ScenarioPath { get; init; }

    /// <summary>The first 16 hex digits of the script's hash.</summary>
    public required string ScenarioHash { get; init; }

    /// <summary>The driver's name.</summary>
    public required string Driver { get; init; }

    /// <summary>The first 16 hex digits of the driver build's hash.</summary>
    public required string BuildHash { get; init; }

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The differences between the run and its script.</summary>
    public Variation Variation { get; init; } = Variation.None;

    /// <summary>The hash of the trace; 0 when there is none.</summary>
    public required ulong TraceHash { get; init; }

    /// <summary>Did the run come to its end? The driver took control in one that did not: only a worker process should do it again.</summary>
    public bool HasTrace => TraceHash != 0;

    /// <summary>
    /// The place of the first fault point of <see cref="Variation"/>, by which another build of the driver is searched for it.
    /// </summary>
    public FaultPlace? Place { get; init; }

    /// <summary>The token of a run.</summary>
    public static string Of(RunObservation run, FaultPlace? place = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Of(run.Plan, run.TraceHash, place).ToString();
    }

    /// <summary>The token of a run that did not come to its end.</summary>
    public static string OfUncontrolled(Plan plan, FaultPlace? place = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return Of(plan, traceHash: 0, place).ToString();
    }

    /// <summary>Missing imports of the driver whose calls were answered by hand.</summary>
    public ImmutableArray<ImportStub> Stubs { get; init; } = [];

    private static ReplayToken Of(Plan plan, ulong traceHash, FaultPlace? place) => new()
    {
        ScenarioPath = plan.ScenarioPath,
        ScenarioHash = Shortened(plan.ScenarioHash),
        Driver = plan.Driver.Name,
        BuildHash = Shortened(plan.Driver.BuildHash),
        Seed = plan.Seed,
        Variation = plan.Variation,
        TraceHash = traceHash,
        Place = place,
        Stubs = plan.Driver.Stubs,
    };

    /// <summary>Reads a token; false with a sentence that says what is wrong with it.</summary>
    public static bool TryParse(string text, out ReplayToken? token, out string error)
    {
        ArgumentNullException.ThrowIfNull(text);
        token = null;
        var parts = text.Trim().Split('.');
        if (!IsMeantAsOne(text) || !IsVersion(parts[0]))
        {
            error = "This is no replay token: one looks like vr3.PAYLOAD.CHECK and is printed under \"replay:\" of a finding.";
            return false;
        }

        if (parts[0] != Version)
        {
            error = $"This token is of version {parts[0]}; this program reads {Version}. Replay it with the version that made it.";
            return false;
        }

        if (Check(parts[1]) != parts[2] || !Base64Url.IsValid(parts[1]))
        {
            error = "This token is damaged: its check digits do not fit. Copy it again, whole.";
            return false;
        }

        var fields = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])).Split(Separator);
        token = fields.Length is >= Fields and <= FieldsWithStubs ? Read(fields) : null;
        error = token is null ? "This token is damaged: its fields cannot be read. Copy it again, whole." : string.Empty;
        return token is not null;
    }

    /// <summary>True if a text has the form of a token, also of a damaged one.</summary>
    public static bool IsMeantAsOne(string text) =>
        text.AsSpan().Trim().StartsWith("vr", StringComparison.Ordinal) && text.AsSpan().Count('.') == 2;

    /// <summary>The text form.</summary>
    public override string ToString()
    {
        string[] fields =
        [
            ScenarioPath, ScenarioHash, Driver, BuildHash,
            Seed.ToString(CultureInfo.InvariantCulture), VariationText.Write(Variation), TraceHash.ToString("x16", CultureInfo.InvariantCulture),
            .. Place is null && Stubs.IsEmpty ? Array.Empty<string>() : [Place?.ToString() ?? string.Empty],
            .. Stubs.IsEmpty ? Array.Empty<string>() : [string.Join(StubSeparator, Stubs)],
        ];
        var payload = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join(Separator, fields)));
        return $"{Version}.{payload}.{Check(payload)}";
    }

    /// <summary>The part of a hash that tokens carry.</summary>
    public static string Shortened(string hash)
    {
        ArgumentNullException.ThrowIfNull(hash);
        return hash.Length > ShortHash ? hash[..ShortHash] : hash;
    }

    private static ReplayToken? Read(string[] fields)
    {
        var seedIsRead = ulong.TryParse(fields[4], NumberStyles.None, CultureInfo.InvariantCulture, out var seed);
        var hashIsRead = ulong.TryParse(fields[6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var traceHash);
        var placeText = fields.Length > Fields ? fields[Fields] : string.Empty;
        var place = placeText.Length > 0 ? FaultPlace.Parse(placeText) : null;
        var placeIsRead = placeText.Length > 0 ? place is not null : fields.Length != FieldsWithPlace;
        return seedIsRead && hashIsRead && placeIsRead && VariationText.Parse(fields[5]) is { } variation && ReadStubs(fields) is { } stubs
            ? new ReplayToken
            {
                ScenarioPath = fields[0],
                ScenarioHash = fields[1],
                Driver = fields[2],
                BuildHash = fields[3],
                Seed = seed,
                Variation = variation,
                TraceHash = traceHash,
                Place = place,
                Stubs = stubs,
            }
            : null;
    }

    private static ImmutableArray<ImportStub>? ReadStubs(string[] fields)
    {
        var stubs = ImmutableArray.CreateBuilder<ImportStub>();
        foreach (var text in fields.Length == FieldsWithStubs ? fields[^1].Split(StubSeparator) : [])
        {
            if (!ImportStub.TryParse(text, out var stub, out _))
            {
                return null;
            }

            stubs.Add(stub);
        }

        return stubs.ToImmutable();
    }

    private static bool IsVersion(string text) => text.Length is > 2 and <= LongestVersion && text.AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0;

    // Eight hex digits find every slip of copying; nobody is to be kept out.
    internal static string Check(string payload) => ((uint)(StableHash.Of(payload) >> 32)).ToString("x8", CultureInfo.InvariantCulture);
}
