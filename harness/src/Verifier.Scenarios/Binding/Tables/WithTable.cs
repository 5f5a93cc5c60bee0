using System.Collections.Immutable;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Binding.Values;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Tables;

/// <summary><c>with:</c>, drivers that are loaded beside the driver under test.</summary>
internal static class WithTable
{
    private static readonly Key<string> Driver = new("driver", Texts.Driver,
        "A pattern over the names of models, or the path of compiled drivers (.sys): relative to the script's folder, with wildcards if need be.",
        "class-library.sys", "pnp-function-correct")
    { IsRequired = true };

    private static readonly WordKind<StackPlace> PlaceWord = new("a place in the device's stack",
        new Word<StackPlace>("below", StackPlace.Below, "Below the driver under test: added before it."),
        new Word<StackPlace>("above", StackPlace.Above, "Above the driver under test: added after it."));

    private static readonly Key<StackPlace> Stack = new("stack", PlaceWord,
        "Where its device is in the stack of the driver under test. Default: nowhere.", "below", "above");

    private static readonly ObjectKind<WithEntry> Table = new()
    {
        Name = "with",
        Phrase = "a driver with its place in the stack",
        Keys = [Driver, Stack],
        Build = fields => new WithEntry
        {
            Source = fields.Span,
            Selection = new DriverSelection { Source = fields.Span, Text = fields.Get(Driver) },
            Stack = fields.Get(Stack, StackPlace.None),
        },
    };

    private static readonly SelectKind<string, WithEntry> Alone = new(Texts.Driver, (text, span, _) => new WithEntry
    {
        Source = span,
        Selection = new DriverSelection { Source = span, Text = text },
    });

    private static readonly ShapeKind<WithEntry> Entry = new("a driver, or a driver with its place in the stack")
    {
        Scalar = Alone,
        Map = Table,
    };

    /// <summary>The entries.</summary>
    public static IKind<ImmutableArray<WithEntry>> Entries { get; } = new ShapeKind<ImmutableArray<WithEntry>>("a driver, or a list of drivers")
    {
        Scalar = new SelectKind<WithEntry, ImmutableArray<WithEntry>>(Alone, (entry, _, _) => [entry]),
        List = new ListKind<WithEntry>(Entry, "drivers"),
    };
}
