// SPDX-License-Identifier: Apache-2.0

extension ReportPage {
  /// The style sheet.
  ///
  /// Colour never carries information alone, and text has a contrast of at least
  /// 4.5:1 on its background (WCAG 2.2, AA).
  static let style = """
    :root {
      color-scheme: light dark;
      --page: #fafaf8; --shade: #0000002e; --surface: #ffffff; --ink: #1c1f23; --muted: #5a626b; --line: #dddfe2;
      --v1: #3451b2; --v2: #ab4a04; --good: #0c6b4a; --bad: #b42318; --unsure: #7a5200;
      --link: #2747a8; --good-soft: #e6f3ed; --bad-soft: #fbeae8; --unsure-soft: #fbf1dc;
    }
    @media screen and (prefers-color-scheme: dark) {
      :root {
        --page: #121416; --shade: #ffffff30; --surface: #1a1d20; --ink: #e9eaec; --muted: #a3abb4; --line: #343a40;
        --v1: #97abff; --v2: #f0a060; --good: #55c596; --bad: #ff8f85; --unsure: #e6b860;
        --link: #a9b9ff; --good-soft: #15291f; --bad-soft: #321a18; --unsure-soft: #2c2413;
      }
    }
    *, *::before, *::after { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body {
      margin: 0 auto; padding: 2.5rem clamp(1rem, 4vw, 3rem) 3rem; max-width: 74rem;
      background: var(--page); color: var(--ink); line-height: 1.55;
      font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
      font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
    }
    h1, h2, h3, p, figure, dl, dd { margin: 0; }
    h1 { font-size: 1.375rem; line-height: 1.3; font-weight: 600; letter-spacing: -.01em; }
    h2 { font-size: 1.25rem; line-height: 1.3; font-weight: 600; letter-spacing: -.01em; }
    h3 { font-size: .9375rem; line-height: 1.4; font-weight: 600; }
    a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: 1px; }
    :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px; }
    main { display: block; }
    section { margin-top: 3.5rem; display: grid; gap: 1rem; min-width: 0; }
    section > * { min-width: 0; }
    section > p { max-width: 46rem; text-wrap: pretty; }
    .overline { color: var(--muted); font-size: .875rem; margin-bottom: .25rem; }
    .note, figcaption, caption { color: var(--muted); font-size: .875rem; }
    h1 + .note { margin-top: .25rem; }
    nav { margin-top: 1rem; font-size: .875rem; }
    nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0; padding: 0; }
    nav li { list-style: none; }
    nav a { display: inline-block; padding: .25rem 0; }
    #needs-script { margin-top: 1.5rem; display: grid; gap: 1.5rem; }
    footer { margin-top: 4rem; padding-top: 1rem; border-top: 1px solid var(--line); }
    footer p { color: var(--muted); font-size: .8125rem; }
    [hidden] { display: none !important; }

    .verdict {
      --tone: var(--unsure); --soft: var(--unsure-soft); margin-top: 2rem;
      padding: clamp(1.25rem, 3.5vw, 2.25rem); background: var(--surface);
      border: 1px solid var(--line); border-radius: .75rem;
    }
    .verdict.equivalent { --tone: var(--good); --soft: var(--good-soft); }
    .verdict.different { --tone: var(--bad); --soft: var(--bad-soft); }
    .verdict h2 {
      display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .75rem; color: var(--tone);
      font-size: clamp(1.625rem, 5vw, 2.25rem); line-height: 1.15; letter-spacing: -.02em;
    }
    .verdict .aside { font-size: .6em; letter-spacing: normal; }
    .mark {
      flex: none; display: grid; place-items: center; width: 1.4em; height: 1.4em;
      border-radius: 50%; background: var(--soft); font-size: .8em;
    }
    .lead { font-size: 1.0625rem; }
    .lead:empty { display: none; }
    .lead + p { color: var(--muted); }
    .verdict figure { margin-top: .75rem; }
    .numbers {
      display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 14rem), 1fr));
      gap: 1rem 2rem; margin-top: .75rem; padding-top: 1.5rem; border-top: 1px solid var(--line);
    }
    .numbers dt { color: var(--muted); font-size: .8125rem; }
    .numbers dd { font-weight: 600; }

    figure { display: grid; gap: .5rem; min-width: 0; }
    figure svg { display: block; max-width: 100%; height: auto; overflow: visible; }
    svg text { fill: var(--muted); font-size: 12px; font-family: inherit; }
    svg .strong { fill: var(--ink); font-weight: 600; }
    svg .axis { stroke: var(--line); fill: none; }
    svg .interval { stroke: var(--tone, var(--ink)); stroke-width: 3; stroke-linecap: round; }
    svg .point { fill: var(--tone, var(--ink)); stroke: var(--surface); stroke-width: 2; }
    svg .threshold { stroke: var(--ink); stroke-dasharray: 4 3; }
    svg .zone { fill: var(--good-soft); }
    svg .v1 { fill: var(--v1); }
    svg .v2 { fill: var(--v2); }
    svg .agreed { fill: var(--v1); fill-opacity: .3; stroke: var(--v1); stroke-opacity: .7; }
    svg .disagreed { stroke: var(--bad); stroke-width: 2; fill: none; }
    .legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
    .legend svg { display: inline-block; vertical-align: -2px; margin-right: .4rem; }

    .scroll { overflow-x: auto; max-width: 100%; }
    .scroll { overflow-wrap: break-word; }
    /* A shadow at each end that has more columns: the covers scroll along, the shadows do not. */
    .scroll.wide {
      background:
        linear-gradient(to right, var(--page) 40%, transparent) left / 2.5rem 100% local,
        linear-gradient(to left, var(--page) 40%, transparent) right / 2.5rem 100% local,
        linear-gradient(to right, var(--shade), transparent) left / 1rem 100% scroll,
        linear-gradient(to left, var(--shade), transparent) right / 1rem 100% scroll;
      background-repeat: no-repeat;
    }
    .hint { color: var(--muted); font-size: .8125rem; margin-bottom: .25rem; }
    .scroll th, .scroll td { max-width: 24rem; }
    table { border-collapse: collapse; font-size: .875rem; }
    caption { text-align: left; padding-bottom: .5rem; caption-side: top; }
    caption span {
      position: sticky; left: 0; display: inline-block; max-width: calc(100vw - 2rem);
    }
    th, td {
      padding: .4rem .75rem; border-bottom: 1px solid var(--line); text-align: left;
      vertical-align: top; font-weight: 400;
    }
    thead th { color: var(--muted); font-size: .8125rem; vertical-align: bottom; }
    th:first-child, td:first-child { padding-left: 0; }
    th:last-child, td:last-child { padding-right: 0; }
    .number { text-align: right; white-space: nowrap; }
    .text { min-width: 14rem; white-space: pre-wrap; }
    .ratio { display: block; width: 9rem; height: 1rem; margin-top: .2rem; }

    .heat th, .heat td { border: 1px solid var(--line); padding: .4rem .6rem; }
    .heat.heat th { max-width: 11rem; min-width: 4.5rem; }
    .heat thead th { text-align: right; }
    .heat th:first-child { position: sticky; left: 0; background: var(--page); }
    .heat td { text-align: right; white-space: nowrap; }
    .heat .total { color: var(--muted); }
    .heat .cell {
      background: color-mix(in srgb, var(--heat) calc(var(--share) * 1%), transparent);
    }
    .heat .same { --heat: var(--v1); font-weight: 600; }
    .heat .other { --heat: var(--v2); }
    .heat .cell a { color: inherit; }

    .badge {
      display: inline-block; padding: .05rem .5rem; border: 1px solid currentColor;
      border-radius: 1rem; font-size: .8125rem; white-space: nowrap;
    }
    .badge.warning { color: var(--unsure); background: var(--unsure-soft); font-weight: 600; }
    .badge.quiet { color: var(--muted); }
    p.warning { color: var(--unsure); font-weight: 600; }

    .filter { display: flex; flex-wrap: wrap; gap: .75rem 1rem; align-items: end; }
    .filter label {
      flex: 1 1 9rem; min-width: 0; display: grid; gap: .25rem; font-size: .8125rem;
      color: var(--muted);
    }
    .filter label:first-child { flex: 2 1 18rem; }
    .filter .check {
      flex: none; display: flex; align-items: center; gap: .5rem; min-height: 2.5rem;
    }
    .filter .check input { width: 1.125rem; height: 1.125rem; margin: 0; }
    input[type=search], select, button {
      font: inherit; font-size: .9375rem; color: var(--ink); background: var(--surface);
      border: 1px solid #858d96; border-radius: .375rem; padding: .45rem .65rem;
      min-height: 2.5rem; width: 100%; min-width: 0;
    }
    button { width: auto; cursor: pointer; }
    button[aria-disabled=true] { color: var(--muted); border-color: var(--line); cursor: default; }
    .pager { display: flex; align-items: center; gap: 1rem; flex-wrap: wrap; }
    .rows { width: 100%; table-layout: fixed; }
    .rows th, .rows td { vertical-align: baseline; }
    .rows .document { width: 44%; }
    .rows .opener {
      display: flex; gap: .5rem; align-items: baseline; width: 100%; min-height: 1.75rem;
      padding: .1rem 0; border: 0; background: none; text-align: left; font-size: .875rem;
    }
    .rows .opener::before { content: "▸"; flex: none; width: .75rem; color: var(--muted); }
    .rows .opener[aria-expanded=true]::before { content: "▾"; }
    .rows .opener:hover span { text-decoration: underline; text-underline-offset: .15em; }
    .rows .label { font-weight: 600; }
    .rows .confidence, .rows .code { color: var(--muted); white-space: nowrap; }
    .rows .code { white-space: normal; }
    .rows th > .badge { margin: .1rem 0 .1rem 1.25rem; }
    .rows .opened > * { border-bottom-color: transparent; }
    .rows .detail > td { padding: 0 0 1.25rem; }
    .sides { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; }
    .side {
      padding: .75rem 1rem; background: var(--surface); border: 1px solid var(--line);
      border-radius: .5rem; min-width: 0;
    }
    .side h3 span { color: var(--muted); font-weight: 400; }
    .side .reasoning { margin: .5rem 0; white-space: pre-wrap; }
    .side .facts { color: var(--muted); font-size: .8125rem; }
    summary { cursor: pointer; font-size: .875rem; color: var(--link); width: fit-content; }
    details[open] > summary { margin-bottom: .75rem; }

    @media (max-width: 40rem) {
      body { padding-top: 1.5rem; }
      section { margin-top: 2.75rem; }
      .sides { grid-template-columns: 1fr; }
      .numbers { grid-template-columns: 1fr 1fr; gap: .875rem 1rem; }
      .rows th, .rows td { padding-left: .35rem; padding-right: .35rem; }
      .rows th:first-child, .rows td:first-child { padding-left: 0; }
      .rows .document { width: 40%; }
    }
    @media print {
      body { padding: 0; max-width: none; background: none; font-size: 10pt; }
      nav, .filter, .pager, .hint, summary { display: none; }
      section { margin-top: 2rem; }
      .verdict { padding: 1rem; }
      figure, tr, .side { break-inside: avoid; }
      h2, h3, caption { break-after: avoid; }
      .heat .cell, .badge, svg { print-color-adjust: exact; }
      .scroll.scroll { overflow: visible; background: none; }
      .heat th:first-child { position: static; }
    }
    """
}
