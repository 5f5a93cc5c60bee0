namespace Verifier.Cli.Text;

/// <summary>The few colours in use; the words carry the meaning, colours only help the eye.</summary>
internal enum Colour
{
    /// <summary>The terminal's own.</summary>
    None,

    /// <summary>As it should be.</summary>
    Green,

    /// <summary>Worth a look.</summary>
    Yellow,

    /// <summary>Wrong.</summary>
    Red,
}
