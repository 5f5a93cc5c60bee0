using Microsoft.Playwright;

namespace Verifier.Acceptance.Report;

/// <summary>How a page is looked at.</summary>
internal sealed record PageLook
{
    public int Width { get; init; } = 1280;

    public bool IsDark { get; init; }

    public bool HasScripts { get; init; } = true;

    /// <summary>Runs before the page's own script.</summary>
    public string? InitScript { get; init; }

    /// <summary>Called before the page is opened.</summary>
    public Action<IPage>? Prepare { get; init; }
}
