using System.Collections.Immutable;

namespace Verifier.Kernel;

/// <summary>The meaning of a stop code, with its table of sub-codes where it has one.</summary>
public sealed record BugCheckDescription
{
    private readonly ImmutableArray<ParameterLabel> parameters;

    internal BugCheckDescription(BugCheckCode code, string explanation, ImmutableArray<ParameterLabel> parameters)
    {
        Code = code;
        Explanation = explanation;
        this.parameters = parameters;
    }

    /// <summary>The stop code.</summary>
    public BugCheckCode Code { get; }

    /// <summary>One plain sentence.</summary>
    public string Explanation { get; }

    /// <summary>Number of the parameter that holds the sub-code: 1 or 4, or 0 where there is none.</summary>
    public int SubCodeParameter { get; internal init; }

    /// <summary>The sub-codes; empty where the code has none. Where two rows fit a value the first one counts.</summary>
    public ImmutableArray<BugCheckSubCode> SubCodes { get; internal init; } = [];

    /// <summary>The row of a sub-code, or null.</summary>
    public BugCheckSubCode? FindSubCode(ulong value)
    {
        foreach (BugCheckSubCode row in SubCodes)
        {
            if (row.Fits(value))
            {
                return row;
            }
        }

        return null;
    }

    // What parameter 1-4 means under a sub-code; without one, what it means in general.
    internal ParameterLabel Label(int number, BugCheckSubCode? subCode)
    {
        if (subCode is null || number == SubCodeParameter)
        {
            return parameters[number - 1];
        }

        int position = number < SubCodeParameter ? number : number - 1;
        return position switch
        {
            1 => subCode.Other1,
            2 => subCode.Other2,
            _ => subCode.Other3,
        };
    }
}
