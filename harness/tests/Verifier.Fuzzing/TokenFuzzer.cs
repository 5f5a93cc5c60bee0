using System.Buffers.Text;
using System.Text;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Engine.Tokens;

namespace Verifier.Fuzzing;

/// <summary>Replay tokens of real runs that something happened to: as text, and below the check digits, which are made to fit again.</summary>
internal sealed class TokenFuzzer : IFuzzer
{
    private const int RunsOneIn = 500;

    private static readonly string[] s_variations =
        ["f1", "f1p", "f0", "f18446744073709551616", "b0", "b1", "rs", "x", "l1:1", "f1,f2", "f1;b0", "f2147483648", "", ";", "f-1", "f1:STATUS_INSUFFICIENT_RESOURCES", "e5", "f3;b1;x", "\u001b[2J"];

    private readonly ScenarioRunner _runner = new();
    private readonly ScenarioScript _script;
    private readonly DriverUnderTest _driver;
    private readonly string _token;
    private readonly byte[] _payload;

    /// <summary>Does the run that tokens are made from.</summary>
    public TokenFuzzer()
    {
        var (path, text) = Library.Scripts.First(s => s.Path.EndsWith("buffers-adapter.yaml", StringComparison.Ordinal));
        var document = Library.Read(path, Encoding.UTF8.GetBytes(text));
        _script = new ScenarioScript(document.Scenario!, "scenarios/fast/buffers-adapter.yaml", document.ContentHash);
        _driver = Library.DriversOf(document.Scenario!).First();
        _token = ReplayToken.Of(_runner.Run(Planner.Make(_script, _driver)).Run);
        _payload = Base64Url.DecodeFromChars(_token.Split('.')[1]);
    }

    /// <inheritdoc/>
    public string Oracle => "A mutated token is refused in a sentence, or it reads, writes itself so that the same is read again, and makes a plan or a sentence why not; its run ends";

    /// <inheritdoc/>
    public string? TryOne(Random dice)
    {
        var text = dice.Next(3) switch
        {
            0 => Encoding.UTF8.GetString(Mutation.Of(Encoding.UTF8.GetBytes(_token), dice, [_payload])),
            1 => Sealed(Mutation.Of(_payload, dice, [_payload])),
            _ => Sealed(Encoding.UTF8.GetBytes(Fields(dice))),
        };
        if (!ReplayToken.TryParse(text, out var token, out var error))
        {
            return error.EndsWith('.') && !error.Contains('\n', StringComparison.Ordinal) && token is null ? null : $"refused with {error}";
        }

        if (!ReplayToken.TryParse(token!.ToString(), out var again, out _) || again!.ToString() != token.ToString())
        {
            return $"reads, and is another when it is written and read again: {text}";
        }

        try
        {
            var plan = Planner.Make(_script, _driver, token.Seed, token.Variation);
            if (dice.Next(RunsOneIn) == 0)
            {
                _runner.Run(plan);
            }
        }
        catch (PlanException e)
        {
            return e.Message.Length == 0 ? "a plan's problem has no words" : null;
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _runner.Dispose();

    private string Fields(Random dice)
    {
        var fields = Encoding.UTF8.GetString(_payload).Split('\0');
        for (var left = dice.Next(1, 4); left > 0; left--)
        {
            var at = dice.Next(fields.Length);
            fields[at] = dice.Next(4) switch
            {
                0 => s_variations[dice.Next(s_variations.Length)],
                1 => Encoding.UTF8.GetString(Mutation.Of(Encoding.UTF8.GetBytes(fields[at]), dice, [_payload])),
                2 => dice.NextInt64().ToString("x", System.Globalization.CultureInfo.InvariantCulture),
                _ => fields[dice.Next(fields.Length)],
            };
        }

        return string.Join('\0', fields);
    }

    private static string Sealed(byte[] payload)
    {
        var encoded = Base64Url.EncodeToString(payload);
        return $"{ReplayToken.Version}.{encoded}.{ReplayToken.Check(encoded)}";
    }
}
