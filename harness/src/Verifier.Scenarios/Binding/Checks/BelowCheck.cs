using System.Collections.Immutable;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Checks;

/// <summary>Rules of <c>below:</c> whose words contradict each other, and rules that never answer.</summary>
internal static class BelowCheck
{
    /// <summary>Checks the words of one rule.</summary>
    /// <param name="fields">Its values.</param>
    /// <param name="keys">Its keys.</param>
    /// <param name="withCode">The major functions that have a control code.</param>
    public static void Rule(Fields fields, BelowKeys keys, ReadOnlySpan<byte> withCode)
    {
        if (fields.Has(keys.Code) && fields.Value(keys.Major) is { } major && !withCode.Contains(major))
        {
            fields.Context.Report(DiagnosticCodes.IdleWord, fields.SpanOf(keys.Code),
                "only 'ioctl' and 'internal-ioctl' have a control code; leave 'code' out, or change 'major'");
        }

        if (fields.Get(keys.Pending, false))
        {
            foreach (IKey answer in keys.Answers.Where(fields.Has))
            {
                fields.Context.Report(DiagnosticCodes.IdleWord, fields.SpanOf(answer),
                    $"'{answer.Name}' says how the request is answered, but with 'pending: true' it never is; leave one of them out");
            }
        }

        if (fields.Has(keys.Delay) && fields.Get(keys.Puts, []).Any(p => p.Buffer == BelowBuffer.UserBuffer && p is { PointerAt: null, MdlAt: null }))
        {
            fields.Context.Report(DiagnosticCodes.IdleWord, fields.SpanOf(keys.Delay),
                "'user-buffer' is an address of the requester, which is not valid when the answer comes later; leave 'delay' out, or use 'mdl'");
        }
    }

    /// <summary>Finds rules behind one that answers all of their requests.</summary>
    /// <param name="rules">The rules in order.</param>
    /// <param name="context">The script.</param>
    public static void Order(ImmutableArray<BelowRule> rules, BindingContext context)
    {
        for (int i = 1; i < rules.Length; i++)
        {
            BelowRule rule = rules[i];
            if (rules.Take(i).FirstOrDefault(earlier => Covers(earlier, rule)) is { } first)
            {
                context.Report(DiagnosticCodes.IdleWord, rule.Source,
                    FormattableString.Invariant($"this rule never answers: the one in line {first.Source.Line} answers all of its requests; move it up, or give that one 'times'"));
            }
        }
    }

    // Bytes are not compared: a rule that asks for some may leave the others to one behind it.
    private static bool Covers(BelowRule earlier, BelowRule later) => earlier is { Times: null, Has.IsEmpty: true }
        && (earlier.Major is null || earlier.Major == later.Major)
        && (earlier.Minor is null || earlier.Minor == later.Minor)
        && (earlier.Code is null || earlier.Code == later.Code);
}
