using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Binding.Tables;
using Verifier.Scenarios.Binding.Values;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Known;

/// <summary>The keys of <c>known-findings.yaml</c>.</summary>
internal static class KnownTable
{
    private const string DayFormat = "yyyy-MM-dd";
    private const string DayPattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

    private static readonly Key<string> Fingerprint = new("fingerprint",
        Texts.Matching("a fingerprint of 16 hex digits", DiagnosticCodes.BadFingerprint, "^[0-9a-f]{16}$", "is not a fingerprint: 16 hex digits in lower case", 16),
        "The finding, as reports and `list findings` print it; or the coarse fingerprint of a cause, for all its findings.", "0123456789abcdef");

    private static readonly Key<Glob> Driver = new("driver", Texts.Pattern, "The drivers. With `kind` and `place`, in place of `fingerprint`.", "array-cache-*");

    private static readonly Key<string> Kind = new("kind", KindWords(), "The kind of finding.", "leak");

    private static readonly Key<Glob> Place = new("place", Texts.Pattern,
        "The driver's innermost routine at the failed call, or at the stop if none failed: with or without its type, alone or as `DDI in Routine`.",
        "DispatchWrite", "ExAllocatePool2 in ArrayCache.DispatchWrite");

    private static readonly Key<string> Reason = new("reason", Texts.Sentence, "Why it is accepted.", "Waits for the new allocator.") { IsRequired = true };

    private static readonly Key<string> Owner = new("owner", Texts.Sentence, "Who answers for it.", "storage-team");

    private static readonly Key<string> Link = new("link",
        Texts.Matching("an address such as https://example.org/1", DiagnosticCodes.BadLink, @"^https?://\S+$", "is not an address: it starts with https://", 2000),
        "Where it is tracked.", "https://bugs.example.org/1234");

    private static readonly Key<DateOnly> Expiry = new("expiry", Day(),
        "The last day on which it is accepted, in universal time. Default: it is accepted for ever.", "2027-03-31");

    private static readonly ObjectKind<KnownEntry> Entry = new()
    {
        Name = "known-finding",
        Phrase = "a known finding",
        Keys = [Fingerprint, Driver, Kind, Place, Reason, Owner, Link, Expiry],
        Build = Make,
    };

    private static readonly Key<ImmutableArray<KnownEntry>> Known = new("known",
        new ListKind<KnownEntry>(Entry, "known findings") { AllowsEmpty = true }, "The findings that are accepted.",
        "[{ fingerprint: 0123456789abcdef, reason: accepted, owner: me, expiry: 2027-03-31 }]")
    {
        IsRequired = true,
    };

    /// <summary>The whole file.</summary>
    internal static ObjectKind<ImmutableArray<KnownEntry>> Table { get; } = new()
    {
        Name = "known-findings",
        Phrase = "a list of known findings",
        Keys = [Known],
        Build = fields => fields.Get(Known),
    };

    private static KnownEntry Make(Fields fields)
    {
        IKey[] place = [Driver, Kind, Place];
        var named = place.Where(fields.Has).ToList();
        if (fields.Has(Fingerprint) && named.Count > 0)
        {
            fields.Context.Report(DiagnosticCodes.KnownMix, fields.SpanOf(named[0]),
                "a known finding is named by 'fingerprint', or by 'driver', 'kind' and 'place': take one of the two away");
        }
        else if (!fields.Has(Fingerprint) && named.Count < place.Length)
        {
            fields.Context.Report(DiagnosticCodes.KnownNothing, fields.Span,
                "a known finding needs 'fingerprint', or 'driver', 'kind' and 'place': otherwise it would accept more than is known");
        }

        if (!fields.Has(Expiry))
        {
            fields.Context.Report(DiagnosticCodes.KnownForEver, fields.Span, "a known finding without 'expiry' is accepted for ever: give it a day, such as 'expiry: 2027-03-31'");
        }

        return new KnownEntry
        {
            Source = fields.Span,
            Fingerprint = fields.Reference(Fingerprint),
            Driver = fields.Value(Driver),
            Kind = fields.Reference(Kind),
            Place = fields.Value(Place),
            Reason = fields.Get(Reason),
            Owner = fields.Reference(Owner),
            Link = fields.Reference(Link),
            Expiry = fields.Value(Expiry),
        };
    }

    private static ScalarKind<string> KindWords()
    {
        string[] words = [.. ExpectationTable.FindingWord.Words.Select(w => w.Text)];
        return new ScalarKind<string>
        {
            Phrase = "a kind of finding",
            Code = DiagnosticCodes.UnknownWord,
            Parse = (text, _) => words.Contains(text) ? text : Parsed<string>.Wrong("is not a kind of finding") with { Known = words, IsListed = true },
            JsonSchema = () => new JsonObject { ["enum"] = new JsonArray([.. words.Select(w => (JsonNode)w)]) },
        };
    }

    private static ScalarKind<DateOnly> Day() => new()
    {
        Phrase = "a day such as 2027-03-31",
        Code = DiagnosticCodes.BadDay,
        Parse = (text, _) => DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day : Parsed<DateOnly>.Wrong("is not a day: write year, month and day, such as 2027-03-31"),
        JsonSchema = () => new JsonObject { ["type"] = "string", ["format"] = "date", ["pattern"] = DayPattern },
    };
}
