using System.Collections.Immutable;

namespace Verifier.History.Storing;

/// <summary>
/// The tables, version by version. A version that was released is never changed: the next one is a step of its own, which takes files forward.
/// </summary>
internal static class Schema
{
    /// <summary>Marks a file as ours: "VRFH".</summary>
    public const int ApplicationId = 0x5652_4648;

    /// <summary>The steps: the first makes version 1 of an empty file, each further one the next version of the one before.</summary>
    public static ImmutableArray<string> Steps { get; } = [Version1, Version2, Version3, Version4, Version5, Version6];

    // How a run differs from its script, so that a token can be made for every run, and the words of each target for a finding, so that an exemplar
    // has its own; null for what was stored before.
    private const string Version2 = """
        ALTER TABLE runs ADD COLUMN variation TEXT;
        ALTER TABLE observations ADD COLUMN title TEXT;
        ALTER TABLE observations ADD COLUMN details TEXT;
        """;

    // Whether a finding is expected is a matter of each night's observations: of all scenarios together, not of the one that was stored last.
    private const string Version3 = "ALTER TABLE findings DROP COLUMN is_expected; ALTER TABLE findings DROP COLUMN benign";

    // Findings that are masked, flaky, known or moved; which targets failed, so that the next night can mark what is newly red. A table's checks cannot
    // be changed: transitions are copied, and those that another finding hid are called so.
    private const string Version4 = """
        ALTER TABLE nights ADD COLUMN fails_on TEXT;
        ALTER TABLE nights ADD COLUMN harness_build TEXT;
        ALTER TABLE targets ADD COLUMN unmet INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE targets ADD COLUMN is_failing INTEGER;
        ALTER TABLE targets ADD COLUMN routines TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE targets ADD COLUMN further_routines TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE observations ADD COLUMN size INTEGER;

        CREATE TABLE moves (
          finding_id INTEGER NOT NULL REFERENCES findings,
          night_id INTEGER NOT NULL REFERENCES nights,
          was_fingerprint TEXT NOT NULL,
          was_place TEXT NOT NULL,
          now_place TEXT NOT NULL,
          PRIMARY KEY (finding_id, night_id)
        ) WITHOUT ROWID{also_strict};

        CREATE TABLE transitions_4 (
          finding_id INTEGER NOT NULL REFERENCES findings,
          night_id INTEGER NOT NULL REFERENCES nights,
          status TEXT NOT NULL,
          reason TEXT NOT NULL,
          standing TEXT NOT NULL CHECK (standing IN ('open', 'fixed')),
          transition TEXT,
          is_flaky INTEGER NOT NULL DEFAULT 0,
          masked_by TEXT NOT NULL DEFAULT '[]',
          places INTEGER NOT NULL DEFAULT 0,
          places_passed INTEGER NOT NULL DEFAULT 0,
          known TEXT,
          is_expired INTEGER NOT NULL DEFAULT 0,
          PRIMARY KEY (finding_id, night_id)
        ) WITHOUT ROWID{also_strict};
        INSERT INTO transitions_4 (finding_id, night_id, status, reason, standing, transition)
          SELECT finding_id, night_id, CASE reason WHEN 'other-finding' THEN 'masked' ELSE status END, reason, standing,
            CASE WHEN reason = 'other-finding' AND transition = 'not-run' THEN 'masked' ELSE transition END
          FROM transitions;
        DROP TABLE transitions;
        ALTER TABLE transitions_4 RENAME TO transitions;
        CREATE INDEX transitions_by_night ON transitions (night_id);
        """;

    // Which models ran, so that a report that is written again finds them.
    private const string Version5 = "ALTER TABLE nights ADD COLUMN assemblies TEXT NOT NULL DEFAULT '[]'";

    // What whoever wrote a script should know of its runs: routines that only answer, requests that it does not answer. Where the symbols of compiled
    // drivers are, for a report that is written again and the commands in it.
    private const string Version6 = """
        ALTER TABLE targets ADD COLUMN remarks TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE nights ADD COLUMN symbols TEXT NOT NULL DEFAULT '[]';
        """;

    // {strict} and {also_strict} become STRICT where the engine knows it. Words of enumerations are in lower case with hyphens, lists are JSON, 64-bit hashes
    // and seeds are stored as the signed number with the same bits.
    private const string Version1 = """
        CREATE TABLE nights (
          id INTEGER PRIMARY KEY,
          started_at TEXT NOT NULL,
          duration_ms INTEGER,
          harness TEXT NOT NULL,
          library_hash TEXT NOT NULL,
          selection TEXT NOT NULL,
          state TEXT NOT NULL CHECK (state IN ('begun', 'ended')),
          since INTEGER REFERENCES nights,
          planned INTEGER NOT NULL DEFAULT 0,
          passed INTEGER NOT NULL DEFAULT 0,
          failed INTEGER NOT NULL DEFAULT 0,
          inconclusive INTEGER NOT NULL DEFAULT 0,
          errors INTEGER NOT NULL DEFAULT 0,
          canaries_planted INTEGER NOT NULL DEFAULT 0,
          canaries_found INTEGER NOT NULL DEFAULT 0,
          replayed INTEGER NOT NULL DEFAULT 0,
          replayed_alike INTEGER NOT NULL DEFAULT 0,
          planted_defects INTEGER NOT NULL DEFAULT 0,
          planted_defects_found INTEGER NOT NULL DEFAULT 0,
          problems TEXT NOT NULL DEFAULT '[]',
          is_trusted INTEGER NOT NULL DEFAULT 0,
          open INTEGER NOT NULL DEFAULT 0,
          new INTEGER NOT NULL DEFAULT 0,
          regressed INTEGER NOT NULL DEFAULT 0,
          fixed INTEGER NOT NULL DEFAULT 0,
          sites_reached INTEGER NOT NULL DEFAULT 0,
          sites_failed INTEGER NOT NULL DEFAULT 0
        ){strict};

        CREATE TABLE drivers (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE){strict};
        CREATE TABLE driver_versions (
          id INTEGER PRIMARY KEY,
          driver_id INTEGER NOT NULL REFERENCES drivers,
          build TEXT NOT NULL,
          UNIQUE (driver_id, build)
        ){strict};

        CREATE TABLE scenarios (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE){strict};
        CREATE TABLE scenario_versions (
          id INTEGER PRIMARY KEY,
          scenario_id INTEGER NOT NULL REFERENCES scenarios,
          hash TEXT NOT NULL,
          path TEXT NOT NULL,
          UNIQUE (scenario_id, hash, path)
        ){strict};

        CREATE TABLE targets (
          id INTEGER PRIMARY KEY,
          night_id INTEGER NOT NULL REFERENCES nights,
          driver_id INTEGER NOT NULL REFERENCES drivers,
          driver_version_id INTEGER NOT NULL REFERENCES driver_versions,
          scenario_id INTEGER NOT NULL REFERENCES scenarios,
          scenario_version_id INTEGER NOT NULL REFERENCES scenario_versions,
          profile TEXT NOT NULL,
          mode TEXT NOT NULL CHECK (mode IN ('run', 'explore')),
          seed INTEGER NOT NULL,
          verdict TEXT NOT NULL,
          problem TEXT,
          surprises TEXT NOT NULL,
          planned INTEGER NOT NULL,
          token TEXT NOT NULL,
          trace_hash INTEGER NOT NULL,
          calls INTEGER NOT NULL,
          complete_strategies TEXT NOT NULL,
          completeness TEXT,
          dropped_passing INTEGER NOT NULL DEFAULT 0,
          dropped_failing INTEGER NOT NULL DEFAULT 0,
          UNIQUE (night_id, driver_id, scenario_id, profile, mode, seed)
        ){strict};
        CREATE INDEX targets_by_pair ON targets (driver_id, scenario_id, night_id);

        CREATE TABLE places (
          id INTEGER PRIMARY KEY,
          driver_id INTEGER NOT NULL REFERENCES drivers,
          scenario_id INTEGER NOT NULL REFERENCES scenarios,
          profile TEXT NOT NULL,
          name TEXT NOT NULL,
          strategy TEXT NOT NULL,
          function TEXT,
          ddi TEXT,
          tag TEXT,
          ordering INTEGER,
          UNIQUE (driver_id, scenario_id, profile, name)
        ){strict};

        CREATE TABLE runs (
          id INTEGER PRIMARY KEY,
          night_id INTEGER NOT NULL REFERENCES nights,
          target_id INTEGER NOT NULL REFERENCES targets,
          place_id INTEGER NOT NULL REFERENCES places,
          case_key TEXT NOT NULL,
          verdict TEXT NOT NULL CHECK (verdict IN ('pass', 'finding', 'inconclusive', 'error')),
          outcome TEXT NOT NULL CHECK (outcome IN ('none', 'absorbed', 'propagated', 'mixed', 'neither')),
          injected INTEGER NOT NULL,
          calls INTEGER NOT NULL,
          trace_hash INTEGER NOT NULL,
          problem TEXT
        ){strict};
        CREATE INDEX runs_by_place ON runs (night_id, place_id, verdict);
        CREATE INDEX runs_by_target ON runs (target_id);

        CREATE TABLE findings (
          id INTEGER PRIMARY KEY,
          driver_id INTEGER NOT NULL REFERENCES drivers,
          fingerprint TEXT NOT NULL UNIQUE,
          coarse TEXT NOT NULL,
          kind TEXT NOT NULL,
          title TEXT NOT NULL,
          details TEXT NOT NULL,
          ddi TEXT NOT NULL,
          tag TEXT,
          is_expected INTEGER NOT NULL,
          benign TEXT,
          first_night INTEGER NOT NULL REFERENCES nights,
          last_night INTEGER NOT NULL REFERENCES nights
        ){strict};

        CREATE TABLE run_findings (
          run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
          position INTEGER NOT NULL,
          finding_id INTEGER NOT NULL REFERENCES findings,
          PRIMARY KEY (run_id, position)
        ) WITHOUT ROWID{also_strict};

        CREATE TABLE observations (
          night_id INTEGER NOT NULL REFERENCES nights,
          finding_id INTEGER NOT NULL REFERENCES findings,
          target_id INTEGER NOT NULL REFERENCES targets,
          runs INTEGER NOT NULL,
          is_expected INTEGER NOT NULL,
          benign TEXT,
          case_key TEXT NOT NULL,
          token TEXT NOT NULL,
          trace_hash INTEGER NOT NULL,
          faults INTEGER NOT NULL,
          calls INTEGER NOT NULL,
          operation TEXT NOT NULL,
          injected TEXT,
          injected_at TEXT NOT NULL,
          stopped_at TEXT NOT NULL,
          bug_check TEXT NOT NULL,
          status INTEGER,
          trace BLOB,
          PRIMARY KEY (night_id, finding_id, target_id)
        ) WITHOUT ROWID{also_strict};
        CREATE INDEX observations_by_finding ON observations (finding_id, night_id);

        CREATE TABLE finding_points (
          finding_id INTEGER NOT NULL REFERENCES findings,
          place_id INTEGER NOT NULL REFERENCES places,
          is_open INTEGER NOT NULL,
          PRIMARY KEY (finding_id, place_id)
        ) WITHOUT ROWID{also_strict};

        CREATE TABLE transitions (
          finding_id INTEGER NOT NULL REFERENCES findings,
          night_id INTEGER NOT NULL REFERENCES nights,
          status TEXT NOT NULL CHECK (status IN ('seen', 'passed', 'not-run')),
          reason TEXT NOT NULL,
          standing TEXT NOT NULL CHECK (standing IN ('open', 'fixed')),
          transition TEXT CHECK (transition IN ('new', 'regressed', 'still', 'fixed', 'not-run')),
          PRIMARY KEY (finding_id, night_id)
        ) WITHOUT ROWID{also_strict};
        CREATE INDEX transitions_by_night ON transitions (night_id);

        CREATE TABLE sites (
          target_id INTEGER NOT NULL REFERENCES targets,
          number INTEGER NOT NULL,
          function TEXT NOT NULL,
          ddi TEXT NOT NULL,
          tag TEXT NOT NULL,
          ordering INTEGER NOT NULL,
          stack TEXT NOT NULL,
          irql INTEGER NOT NULL,
          reached INTEGER NOT NULL,
          failed_once INTEGER NOT NULL,
          failed_persistently INTEGER NOT NULL,
          findings INTEGER NOT NULL,
          PRIMARY KEY (target_id, number)
        ) WITHOUT ROWID{also_strict};

        CREATE TABLE advice (
          target_id INTEGER NOT NULL REFERENCES targets,
          number INTEGER NOT NULL,
          kind TEXT NOT NULL,
          site TEXT NOT NULL,
          text TEXT NOT NULL,
          bytes INTEGER NOT NULL,
          source TEXT NOT NULL,
          PRIMARY KEY (target_id, number)
        ) WITHOUT ROWID{also_strict};
        """;
}
